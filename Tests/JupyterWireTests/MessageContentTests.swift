import Essentials
import JupyterMessages
import Testing

@Suite("Message contents")
struct MessageContentTests {
    @Test("missing fields have the protocol's defaults")
    func defaults() throws {
        let execute = try ExecuteRequest(decoding: ["code": "1"])
        #expect(!execute.silent && execute.storesHistory && !execute.allowsInput && execute.stopsOnError)
        #expect(execute.userExpressions.isEmpty)
        #expect(try CompleteRequest(decoding: ["code": "a☃😀"]).cursor == 3)
        #expect(try InspectRequest(decoding: ["code": "ab", "cursor_pos": nil]).cursor == 2)
        #expect(try InspectRequest(decoding: ["code": ""]).detailLevel == 0)
        #expect(try HistoryRequest(decoding: [:]).access == .range(session: 0, start: 0, stop: nil))
        #expect(try !HistoryRequest(decoding: [:]).output && HistoryRequest(decoding: [:]).raw)
        #expect(try CommInfoRequest(decoding: [:]).target == nil)
        #expect(try CommInfoRequest(decoding: ["target_name": ""]).target == nil)
        #expect(try !ShutdownRequest(decoding: [:]).restart)
        #expect(try CommOpen(decoding: ["comm_id": "1", "target_name": "t"]).data.isEmpty)
    }

    @Test("a silent cell is never stored")
    func silent() throws {
        #expect(try !ExecuteRequest(decoding: ["code": "1", "silent": true, "store_history": true]).storesHistory)
    }

    @Test("a cursor outside the code is held at its ends", arguments: [(-5, 0), (0, 0), (2, 2), (3, 3), (99, 3)])
    func cursor(asked: Int, held: Int) throws {
        let request = try CompleteRequest(decoding: ["code": "abc", "cursor_pos": .integer(Int64(asked))])
        #expect(request.cursor == held)
    }

    @Test("the three kinds of history requests are told apart")
    func history() throws {
        #expect(
            try HistoryRequest(decoding: ["hist_access_type": "range", "session": -1, "start": 2, "stop": 5]).access
                == .range(session: -1, start: 2, stop: 5))
        #expect(try HistoryRequest(decoding: ["hist_access_type": "tail", "n": 4]).access == .tail(count: 4))
        #expect(try HistoryRequest(decoding: ["hist_access_type": "tail", "n": -4]).access == .tail(count: 0))
        #expect(
            try HistoryRequest(decoding: ["hist_access_type": "search", "pattern": "a*", "unique": true]).access
                == .search(pattern: "a*", count: nil, unique: true))
    }

    @Test(
        "a wrong or missing field is an error that names it",
        arguments: [
            (ExecuteRequest.self, [:], "execute_request.code", MessageError.missingField),
            (ExecuteRequest.self, ["code": nil], "execute_request.code", MessageError.missingField),
            (ExecuteRequest.self, ["code": 1], "execute_request.code", MessageError.wrongKind),
            (ExecuteRequest.self, ["code": "", "silent": 0], "execute_request.silent", MessageError.wrongKind),
            (
                ExecuteRequest.self, ["code": "", "user_expressions": ["a": 1]], "execute_request.user_expressions",
                MessageError.wrongKind
            ),
            (
                ExecuteRequest.self, ["code": "", "user_expressions": []], "execute_request.user_expressions",
                MessageError.wrongKind
            ),
            (
                CompleteRequest.self, ["code": "", "cursor_pos": "1"], "complete_request.cursor_pos",
                MessageError.wrongKind
            ),
            (InspectRequest.self, ["cursor_pos": 1], "inspect_request.code", MessageError.missingField),
            (
                HistoryRequest.self, ["hist_access_type": "all"], "history_request.hist_access_type",
                MessageError.badValue
            ),
            (HistoryRequest.self, ["hist_access_type": "tail"], "history_request.n", MessageError.missingField),
            (IsCompleteRequest.self, [:], "is_complete_request.code", MessageError.missingField),
            (CommOpen.self, ["comm_id": "1"], "comm_open.target_name", MessageError.missingField),
            (CommMessageContent.self, ["data": [:]], "comm_msg.comm_id", MessageError.missingField),
            (CommClose.self, ["comm_id": "1", "data": 1], "comm_close.data", MessageError.wrongKind),
            (ShutdownRequest.self, ["restart": "no"], "shutdown_request.restart", MessageError.wrongKind),
            (InputReply.self, [:], "input_reply.value", MessageError.missingField),
        ] as [(any IncomingContent.Type, JSONObject, String, String)])
    func errors(type: any IncomingContent.Type, content: JSONObject, place: String, code: String) {
        let error = #expect(throws: MessageError.self) { try type.init(decoding: content) }
        #expect(error?.place == place && error?.code == code)
    }

    @Test(
        "contents are written as the protocol has them",
        arguments: [
            (
                ExecuteReply(
                    .ok(
                        payload: [.page(data: ["text/plain": "x"])],
                        userExpressions: [
                            ExpressionResult(name: "a", .value(data: ["text/plain": "1"], metadata: [:]))
                        ]), executionCount: 3),
                #"{"status":"ok","payload":[{"source":"page","data":{"text/plain":"x"},"start":0}],"user_expressions":{"a":{"status":"ok","data":{"text/plain":"1"},"metadata":{}}},"execution_count":3}"#
            ),
            (
                ExecuteReply(.error(ErrorReply(name: "E", value: "v", traceback: ["l"])), executionCount: 4),
                #"{"status":"error","ename":"E","evalue":"v","traceback":["l"],"execution_count":4}"#
            ),
            (ExecuteReply(.aborted, executionCount: 5), #"{"status":"aborted","execution_count":5}"#),
            (
                CompleteReply(matches: ["ab"], start: 1, end: 2),
                #"{"status":"ok","matches":["ab"],"cursor_start":1,"cursor_end":2,"metadata":{}}"#
            ),
            (InspectReply(data: nil), #"{"status":"ok","found":false,"data":{},"metadata":{}}"#),
            (IsCompleteReply.incomplete(indent: "    "), #"{"status":"incomplete","indent":"    "}"#),
            (
                HistoryReply(entries: [.init(session: 0, number: 1, input: "a", output: "b")], withOutput: true),
                #"{"status":"ok","history":[[0,1,["a","b"]]]}"#
            ),
            (
                HistoryReply(entries: [.init(session: 0, number: 1, input: "a")], withOutput: false),
                #"{"status":"ok","history":[[0,1,"a"]]}"#
            ),
            (CommInfoReply(targets: ["i": "t"]), #"{"status":"ok","comms":{"i":{"target_name":"t"}}}"#),
            (Status.busy, #"{"execution_state":"busy"}"#),
            (JupyterMessages.Stream(.standardError, "x\n"), #"{"name":"stderr","text":"x\n"}"#),
            (
                UpdateDisplayData(data: ["text/plain": "x"], displayID: "d"),
                #"{"data":{"text/plain":"x"},"metadata":{},"transient":{"display_id":"d"}}"#
            ),
            (
                ExecuteResult(data: ["text/plain": "x"], executionCount: 2),
                #"{"data":{"text/plain":"x"},"metadata":{},"transient":{},"execution_count":2}"#
            ),
            (ErrorOutput(ErrorReply(name: "E", value: "v")), #"{"ename":"E","evalue":"v","traceback":[]}"#),
            (ClearOutput(wait: true), #"{"wait":true}"#),
            (InputRequest(prompt: "? ", password: true), #"{"prompt":"? ","password":true}"#),
            (ShutdownReply(restart: true), #"{"status":"ok","restart":true}"#),
        ] as [(any OutgoingContent, String)])
    func encoding(content: any OutgoingContent, json: String) {
        #expect(content.encoded().description == json)
    }

    @Test("the kernel introduces itself as Swift")
    func kernelInfo() {
        let info = KernelInfoReply(
            implementation: "swiftlet", implementationVersion: "1.0", languageVersion: "6.3", banner: "b",
            helpLinks: [.init(text: "t", url: "u")], supportedFeatures: ["x"]
        ).encoded()
        #expect(info["protocol_version"] == "5.4")
        #expect(info["language_info"]?["name"] == "swift")
        #expect(info["language_info"]?["file_extension"] == ".swift")
        #expect(info["help_links"] == [["text": "t", "url": "u"]])
        #expect(info["supported_features"] == ["x"] && info["debugger"] == false)
    }
}
