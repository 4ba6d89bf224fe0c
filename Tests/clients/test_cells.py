"""What a cell can do: state, redefinition, results, output, input, concurrency."""

import pytest


def test_state_lives_across_cells(shared):
    shared.run("var counter = 1\nlet names = [\"a\"]").succeeded()
    shared.run("counter += 41").succeeded()
    assert shared.run("counter").result == "42"
    assert shared.run("names + [\"b\"]").result == '["a", "b"]'


@pytest.mark.parametrize("kind, first, second, use, before, after", [
    ("variable", "var vv = 1", 'var vv = "one"', "vv", "1", '"one"'),
    ("constant", "let cc = 1", "let cc = 2.5", "cc", "1", "2.5"),
    ("function", "func ff() -> Int { 1 }", 'func ff() -> String { "two" }', "ff()", "1", '"two"'),
    ("struct", "struct S0 { var a = 1 }", "struct S0 { var b = 2 }", "S0()", "S0(a: 1)", "S0(b: 2)"),
    ("class", "class C0 { let n = 1 }", "class C0 { let n = 2 }", "C0().n", "1", "2"),
    ("enum", "enum E0 { case a }", "enum E0 { case b }", "E0.a", "a", None),
    ("protocol", "protocol P0 { var a: Int { get } }\nstruct I0: P0 { let a = 1 }",
     "protocol P0 { var b: Int { get } }\nstruct I0: P0 { let b = 2 }", "I0()", "I0(a: 1)", "I0(b: 2)"),
    ("typealias", "typealias T0 = Int", "typealias T0 = String", "T0.self", "Int", "String"),
    ("extension", "extension Int { var twice0: Int { self * 2 } }", "extension Int { var twice0: Int { self * 20 } }",
     "3.twice0", "6", "60"),
    ("operator", "infix operator <+>\nfunc <+> (a: Int, b: Int) -> Int { a + b }",
     "func <+> (a: Int, b: Int) -> Int { a * b }", "3 <+> 4", "7", "12"),
])
def test_a_name_can_be_defined_again(shared, kind, first, second, use, before, after):
    shared.run(first).succeeded()
    assert shared.run(use).succeeded().result == before
    shared.run(second).succeeded()
    run = shared.run(use)
    if after is None:
        run.failed(use.split(".")[1])
    else:
        assert run.succeeded().result == after


def test_the_same_cell_can_run_again_and_again(shared):
    code = ("import Glibc\nstruct Again { let n: Int }\nextension Again { var next: Again { Again(n: n + 1) } }\n"
            "func again(_ a: Again) -> Int { a.next.n }\nlet start = Again(n: 1)\nagain(start)")
    assert [shared.run(code).succeeded().result for _ in range(3)] == ["2", "2", "2"]


def test_a_function_sees_the_newest_helper_after_its_own_redefinition(shared):
    shared.run("func base() -> Int { 1 }").succeeded()
    shared.run("func derived() -> Int { base() * 10 }").succeeded()
    shared.run("func base() -> Int { 2 }").succeeded()
    shared.run("func derived() -> Int { base() * 10 }").succeeded()
    assert shared.run("derived()").result == "20"


def test_overloads_stay_beside_each_other_in_one_cell(shared):
    shared.run("func size(_ n: Int) -> String { \"int\" }\nfunc size(_ s: String) -> String { \"text\" }").succeeded()
    assert shared.run("size(1) + size(\"\")").result == '"inttext"'


def test_generics_closures_and_properties_with_observers_work_across_cells(shared):
    shared.run("struct Stack<Element> { private(set) var items: [Element] = []\n"
               "    mutating func push(_ e: Element) { items.append(e) } }").succeeded()
    shared.run("var stack = Stack<String>()\nvar changes = 0\nvar watched = 0 { didSet { changes += 1 } }").succeeded()
    shared.run("stack.push(\"x\"); watched = 3; watched = 4\nlet add = { (n: Int) in n + watched }").succeeded()
    assert shared.run("(stack.items, changes, add(1))").result == '(["x"], 2, 5)'


@pytest.mark.parametrize("code, result", [
    ("1 + 1", "2"),
    ("let xx = 5", None),
    ("print(1)", None),
    ('"text"', '"text"'),
    ("()", None),
    ("Optional(3)", "Optional(3)"),
    ("if true { 1 } else { 2 }", None),
    ("let a9 = 2\na9 * 3 // with a comment", "6"),
    ("var m9 = 1\nm9 = 7", None),
    ("[1, 2, 3]\n    .map { $0 * 2 }\n    .filter { $0 > 2 }", "[4, 6]"),
    ("(1, \"b\")", '(1, "b")'),
    ("1...3", "1...3"),
])
def test_the_trailing_expression_is_the_result(shared, code, result):
    assert shared.run(code).succeeded().result == result


def test_output_is_streamed_in_order(shared):
    run = shared.run('import Glibc\nprint("1")\nfputs("2\\n", stderr)\nputs("3")\nprint("4", terminator: "")\nfputs("5", stderr)')
    assert run.succeeded().streams == [("stdout", "1\n"), ("stderr", "2\n"), ("stdout", "3\n4"), ("stderr", "5")]


def test_output_is_shown_while_the_cell_runs(shared):
    import time
    started = time.monotonic()
    message_id = shared.client.execute('import Glibc\nprint("early")\nsleep(2)\nprint("late")')
    early = None
    while early is None:
        message = shared.client.get_iopub_msg(timeout=10)
        if message["parent_header"].get("msg_id") == message_id and message["msg_type"] == "stream":
            early = (message["content"]["text"], time.monotonic())
    run = shared.wait(message_id)
    assert early[0].startswith("early") and "late" not in early[0]
    assert time.monotonic() - early[1] > 1.0 and run.stdout == "late\n"
    assert time.monotonic() - started < 20


def test_text_of_any_language_passes_whole(shared):
    text = "Grüße, 世界 👩‍👩‍👧‍👦 \u200b e\u0301"
    run = shared.run(f'print("{text}")').succeeded()
    assert run.stdout == text + "\n"
    assert shared.run('"Grüße, 世界 👩‍👩‍👧‍👦"').result == '"Grüße, 世界 👩‍👩‍👧‍👦"'


def test_bytes_that_are_no_text_do_not_stop_the_cell(shared):
    run = shared.run('import Glibc\nvar bytes: [UInt8] = [0x61, 0xff, 0xfe, 0x62, 0x0a]\nfwrite(&bytes, 1, 5, stdout)\nfflush(stdout)')
    assert run.succeeded().stdout == "a\ufffd\ufffdb\n"


def test_display_update_and_clear(shared):
    run = shared.run('display(HTML("<b>1</b>"), id: "d")\nupdateDisplay(HTML("<b>2</b>"), id: "d")\nclearOutput()')
    run.succeeded()
    assert [m["msg_type"] for m in run.messages if m["msg_type"] != "execute_input"] == [
        "display_data", "update_display_data", "clear_output"]
    first, update = run.contents("display_data")[0], run.contents("update_display_data")[0]
    assert first["transient"]["display_id"] == update["transient"]["display_id"] == "d"
    assert (first["data"]["text/html"], update["data"]["text/html"]) == ("<b>1</b>", "<b>2</b>")
    assert run.contents("clear_output") == [{"wait": False}]


def test_input_is_asked_for(shared):
    prompts = []

    def answer(request):
        prompts.append((request["prompt"], request["password"]))
        return f"line {len(prompts)}"

    run = shared.run('let l1 = readLine()\nlet l2 = readLine()\n"\\(l1 ?? "-"), \\(l2 ?? "-")"', answer=answer)
    assert run.succeeded().result == '"line 1, line 2"'
    assert len(prompts) == 2 and not any(password for _, password in prompts)


def test_input_without_a_front_end_is_an_error_not_a_hang(shared):
    run = shared.run("let nobody = readLine()\nprint(nobody == nil)", timeout=20)
    assert run.succeeded().stdout == "true\n"
    assert "input" in run.stderr
    assert run.seconds < 15


def test_await_and_try_work_at_top_level(shared):
    shared.run("struct Bad: Error { let code: Int }\nfunc later(_ n: Int) async throws -> Int {\n"
               "    try await Task.sleep(for: .milliseconds(20))\n    if n < 0 { throw Bad(code: n) }\n    return n * 2\n}"
               ).succeeded()
    assert shared.run("let fromAsync = try await later(21)\nfromAsync").result == "42"
    assert shared.run("fromAsync + 1").result == "43"
    shared.run("_ = try await later(-7)").failed("Bad", "7")
    shared.run("async let a = later(1)\nasync let b = later(2)\nprint(try await a + b)").succeeded()
    code = ("let sums = try await withThrowingTaskGroup(of: Int.self) { group in\n    for n in 1...4 { "
            "group.addTask { try await later(n) } }\n    var sum = 0\n    for try await n in group { sum += n }\n"
            "    return sum\n}\nsums")
    assert shared.run(code).succeeded().result == "20"
    assert shared.run("actor Counter { var n = 0; func up() -> Int { n += 1; return n } }\nlet c = Counter()\n"
                      "_ = await c.up()\nawait c.up()").result == "2"


def test_modules_of_the_tool_chain_can_be_imported(shared):
    assert shared.run("import Foundation\nString(format: \"%05.2f\", 3.14159)").succeeded().result == '"03.14"'
    assert shared.run("Date(timeIntervalSince1970: 0).timeIntervalSince1970").succeeded().result == "0.0"


def test_silent_cells_show_nothing_but_run(shared):
    run = shared.run('print("unseen")\nvar silently = 3\nsilently', silent=True)
    assert run.status == "ok" and run.messages == []
    assert shared.run("silently").result == "3"


def test_user_expressions_are_evaluated_after_the_cell(shared):
    run = shared.run("let ux = 20", user_expressions={"good": "ux + 1", "bad": "noSuchName"}).succeeded()
    expressions = run.reply["content"]["user_expressions"]
    assert expressions["good"]["status"] == "ok"
    assert expressions["good"]["data"]["text/plain"] == "21"
    assert expressions["bad"]["status"] == "error" and expressions["bad"]["ename"]


@pytest.mark.parametrize("stops", [True, False])
def test_stop_on_error_decides_about_waiting_cells(kernel, stops):
    kernel.run("1").succeeded()
    failing = kernel.client.execute("import Glibc\nsleep(1)\nfatalError(\"stop\")", stop_on_error=stops)
    waiting = kernel.client.execute("7")
    replies = {}
    while len(replies) < 2:
        reply = kernel.client.get_shell_msg(timeout=30)
        replies[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
    assert replies[failing] == "error"
    assert replies[waiting] == ("aborted" if stops else "ok")
    assert kernel.run("8").succeeded().result == "8"


def test_cells_run_in_the_folder_of_their_notebook(shared):
    (shared.surroundings.work / "here.txt").write_text("found")
    assert shared.run('import Foundation\ntry String(contentsOfFile: "here.txt", encoding: .utf8)').result == '"found"'


def test_two_hundred_cells_keep_their_state(kernel):
    kernel.run("var total = 0").succeeded()
    for number in range(1, 201):
        kernel.run(f"let n{number} = {number}\ntotal += n{number}").succeeded()
    assert kernel.run("total + n1 + n200").result == str(sum(range(1, 201)) + 201)


def test_conformances_of_cells_are_known_at_run_time(shared):
    shared.run("protocol Shape { var area: Double { get } }\nstruct Square: Shape, CustomStringConvertible {\n"
               "    var side = 2.0\n    var area: Double { side * side }\n    var description: String { \"a square\" }\n}"
               ).succeeded()
    shared.run("let things: [Any] = [Square(), 1, \"text\"]").succeeded()
    assert shared.run("things.compactMap { ($0 as? any Shape)?.area }").succeeded().result == "[4.0]"
    assert shared.run("Square()").succeeded().result == "a square"
    assert shared.run("String(describing: things[0])").succeeded().result == '"a square"'


def test_long_results_are_shortened(shared):
    result = shared.run("Array(0..<100_000)").succeeded().result
    assert result.startswith("[0, 1, 2,") and result.endswith("999, … 99000 more]")
    result = shared.run('String(repeating: "ab", count: 100_000)').succeeded().result
    assert "characters left out" in result and len(result) < 25_000
    assert shared.run("Dictionary(uniqueKeysWithValues: (0..<2000).map { ($0, $0) })").succeeded().result.endswith("1000 more]")
