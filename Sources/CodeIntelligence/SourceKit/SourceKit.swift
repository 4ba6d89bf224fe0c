import CSourceKit

/// The toolchain's sourcekitd, loaded into this process. It may crash or hang, so only the helper process uses it.
///
/// Requests and answers are dictionaries; the protocol is described in `tools/SourceKit/docs/Protocol.md` of the Swift
/// project.
final class SourceKit {
    /// Keys of requests and answers.
    enum Key: String {
        case annotatedDeclaration = "key.fully_annotated_decl"
        case bytesToErase = "key.num_bytes_to_erase"
        case compilerArguments = "key.compilerargs"
        case context = "key.context"
        case description = "key.description"
        case documentComment = "key.doc_comment"
        case documentationAbstract = "key.doc.brief"
        case documentationXML = "key.doc.full_as_xml"
        case enableStructure = "key.enablesubstructure"
        case enableSyntaxMap = "key.enablesyntaxmap"
        case isSystem = "key.is_system"
        case kind = "key.kind"
        case moduleName = "key.modulename"
        case name = "key.name"
        case notRecommended = "key.not_recommended"
        case offset = "key.offset"
        case options = "key.codecomplete.options"
        case request = "key.request"
        case results = "key.results"
        case secondarySymbols = "key.secondary_symbols"
        case sourceFile = "key.sourcefile"
        case sourceText = "key.sourcetext"
        case syntacticOnly = "key.syntactic_only"
        case typeName = "key.typename"

        case filterText = "key.codecomplete.filtertext"
        case fuzzyMatching = "key.codecomplete.fuzzymatching"
        case hideUnderscores = "key.codecomplete.hideunderscores"
        case hideLowPriority = "key.codecomplete.hidelowpriority"
        case addInnerOperators = "key.codecomplete.addinneroperators"
        case includeExactMatch = "key.codecomplete.includeexactmatch"
    }

    /// A value of a request.
    enum Value {
        case string(String)
        case strings([String])
        case integer(Int)
        /// A name of the protocol, such as `source.request.cursorinfo`.
        case name(String)
        case dictionary([(Key, Value)])
    }

    fileprivate let functions: SourceKitFunctions
    private var names: [Key: SourceKitName] = [:]

    /// - Parameter libraryDirectory: the toolchain's `lib`.
    /// - Throws: `CodeIntelligenceError` with code `noLibrary`.
    init(libraryDirectory: String) throws(CodeIntelligenceError) {
        let path = libraryDirectory + "/libsourcekitdInProc.so"
        var functions = SourceKitFunctions()
        if let fault = sourcekit_open(path, &functions) {
            throw CodeIntelligenceError(
                code: CodeIntelligenceError.noLibrary,
                message: "the library for code intelligence cannot be used: \(String(cString: fault))", place: path,
                hint: "Install a complete toolchain from swift.org/install.")
        }
        self.functions = functions
        functions.initialize()
    }

    /// Sends a request and hands its answer to `read`; what is read must not outlive the call.
    ///
    /// - Throws: `CodeIntelligenceError` with code `refused`, and what `read` throws.
    func ask<Result>(_ request: [(Key, Value)], read: (Answer) throws -> Result) throws -> Result {
        let object = makeObject(request)
        defer { functions.request_release(object) }
        let response = functions.send_request_sync(object)
        defer { functions.response_dispose(response) }
        if functions.response_is_error(response) {
            let reason = functions.response_error_get_description(response).map { String(cString: $0) }
            throw CodeIntelligenceError(
                code: CodeIntelligenceError.refused,
                message: "code intelligence refused the request: \(reason ?? "no reason given")")
        }
        return try read(Answer(library: self, value: functions.response_get_value(response)))
    }

    fileprivate func name(_ key: Key) -> SourceKitName? {
        if let name = names[key] { return name }
        let name = functions.uid_get_from_cstr(key.rawValue)
        names[key] = name
        return name
    }

    fileprivate func text(_ name: SourceKitName) -> String {
        functions.uid_get_string_ptr(name).map { String(cString: $0) } ?? ""
    }

    /// The receiver of the object must release it.
    private func makeObject(_ members: [(Key, Value)]) -> SourceKitRequest? {
        let object = functions.request_dictionary_create(nil, nil, 0)
        for (key, value) in members {
            let key = name(key)
            switch value {
            case .string(let text):
                withBytes(of: text) { functions.request_dictionary_set_stringbuf(object, key, $0, $1) }
            case .strings(let texts):
                let array = functions.request_array_create(nil, 0)
                for text in texts {
                    let toEnd = -1  // SOURCEKITD_ARRAY_APPEND
                    withBytes(of: text) { functions.request_array_set_stringbuf(array, toEnd, $0, $1) }
                }
                functions.request_dictionary_set_value(object, key, array)
                functions.request_release(array)
            case .integer(let number):
                functions.request_dictionary_set_int64(object, key, Int64(number))
            case .name(let text):
                functions.request_dictionary_set_uid(object, key, functions.uid_get_from_cstr(text))
            case .dictionary(let members):
                let inner = makeObject(members)
                functions.request_dictionary_set_value(object, key, inner)
                functions.request_release(inner)
            }
        }
        return object
    }

    private func withBytes(of text: String, _ body: (UnsafePointer<CChar>, Int) -> Void) {
        let length = text.utf8.count
        text.withCString { body($0, length) }
    }
}

/// A dictionary within an answer.
struct Answer {
    fileprivate let library: SourceKit
    fileprivate let value: SourceKitVariant

    /// A text; nil where there is none.
    func string(_ key: SourceKit.Key) -> String? {
        library.functions.variant_dictionary_get_string(value, library.name(key)).map { String(cString: $0) }
    }

    /// A name of the protocol; nil where there is none.
    func name(_ key: SourceKit.Key) -> String? {
        library.functions.variant_dictionary_get_uid(value, library.name(key)).map { library.text($0) }
    }

    /// Zero where there is none.
    func integer(_ key: SourceKit.Key) -> Int {
        Int(library.functions.variant_dictionary_get_int64(value, library.name(key)))
    }

    /// The dictionaries of an array; nothing where there is none.
    func elements(_ key: SourceKit.Key) -> [Answer] {
        let array = library.functions.variant_dictionary_get_value(value, library.name(key))
        guard library.functions.variant_get_type(array) == sourcekit_variant_type_array else { return [] }
        return (0..<library.functions.variant_array_get_count(array)).map {
            Answer(library: library, value: library.functions.variant_array_get_value(array, $0))
        }
    }
}
