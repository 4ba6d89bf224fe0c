/// Something the compiler says about a cell, at its place in the user's text.
public struct Diagnostic: Sendable, Equatable, Codable {
    public enum Severity: String, Sendable, Codable {
        case error, warning, note, remark
    }
    public var severity: Severity
    public var message: String
    /// 1-based; nil when the diagnostic has no place in the cell.
    public var line: Int?
    /// 1-based, in UTF-8 bytes of the line.
    public var column: Int?
    /// How many columns the caret's underline spans, at least 1.
    public var length: Int = 1

    public init(severity: Severity, message: String, line: Int? = nil, column: Int? = nil, length: Int = 1) {
        self.severity = severity
        self.message = message
        self.line = line
        self.column = column
        self.length = length
    }
}

/// Reads what `swift-frontend -diagnostic-style=llvm` prints.
enum DiagnosticReader {
    /// - Parameters:
    ///   - text: the compiler's output.
    ///   - file: the name that the cell has for the compiler; diagnostics elsewhere lose their place.
    ///   - map: the way back to the user's columns.
    static func read(_ text: String, file: String, map: OriginMap) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let diagnostic = parse(line, file: file, map: map) {
                diagnostics.append(diagnostic)
            } else if let length = underline(line), let last = diagnostics.indices.last, diagnostics[last].line != nil {
                diagnostics[last].length = max(diagnostics[last].length, length)
            }
        }
        // A note belongs to the diagnostic before it.
        var keepsNotes = true
        return diagnostics.filter { diagnostic in
            if diagnostic.severity != .note { keepsNotes = !isAboutGeneratedCode(diagnostic) }
            return keepsNotes && !isAboutGeneratedCode(diagnostic)
        }
    }

    private static func parse(_ line: Substring, file: String, map: OriginMap) -> Diagnostic? {
        for severity in [Diagnostic.Severity.error, .warning, .note, .remark] {
            let marker = ": \(severity.rawValue): "
            let message: Substring
            var place: Substring = ""
            if line.hasPrefix("<unknown>:0\(marker)") {
                message = line.dropFirst("<unknown>:0\(marker)".count)
            } else if line.hasPrefix("\(severity.rawValue): ") {
                message = line.dropFirst(severity.rawValue.count + 2)
            } else if let range = line.firstRange(of: marker) {
                place = line[..<range.lowerBound]
                message = line[range.upperBound...]
            } else {
                continue
            }
            var diagnostic = Diagnostic(severity: severity, message: CellNames.withoutModules(String(message)))
            let parts = place.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count >= 3, let row = Int(parts[parts.count - 2]), let column = Int(parts[parts.count - 1]) {
                let name = parts[0..<(parts.count - 2)].joined(separator: ":")
                if name == file {
                    diagnostic.line = row
                    diagnostic.column = map.column(column, line: row)
                }
            } else if !place.isEmpty {
                return nil
            }
            return diagnostic
        }
        return nil
    }

    private static func underline(_ line: Substring) -> Int? {
        guard let caret = line.firstIndex(of: "^"), line[..<caret].allSatisfy({ $0 == " " || $0 == "~" || $0 == "\t" })
        else { return nil }
        return 1 + line[line.index(after: caret)...].prefix { $0 == "~" }.count
    }

    // Rewriting makes some code that the user did not write; what the compiler thinks of it is not the user's concern.
    private static func isAboutGeneratedCode(_ diagnostic: Diagnostic) -> Bool {
        if diagnostic.message.contains("__swiftlet_") { return true }
        guard diagnostic.severity == .warning else { return false }
        return [
            "no calls to throwing functions occur within 'try'", "no 'async' operations occur within 'await'",
            "will never be executed", "was not imported by this file", "public import of", "@testable",
        ].contains { diagnostic.message.contains($0) }
    }
}

/// How cells are called inside the compiler and the process.
public enum CellNames {
    /// The name of a cell's file for the compiler. One name for all, because it is part of what is cached.
    public static let file = "cell.swift"

    static let modulePrefix = "Cell_"

    /// Whether a module is that of a cell.
    public static func isModule(_ name: String) -> Bool { name.hasPrefix(modulePrefix) }

    /// Whether a name is one of words, and not an operator.
    static func isIdentifier(_ name: String) -> Bool { name.first?.isLetter == true || name.first == "_" }

    /// Takes module names of cells (`Cell_0a1b2c3d4e5f.Point`) out of a text.
    public static func withoutModules(_ text: String) -> String {
        guard text.contains(modulePrefix) else { return text }
        var out = ""
        var rest = Substring(text)
        while let range = rest.firstRange(of: modulePrefix) {
            out += rest[..<range.lowerBound]
            rest = rest[range.upperBound...]
            let digits = rest.prefix { $0.isHexDigit }
            let after = rest.dropFirst(digits.count)
            if digits.count == 16 && (after.first == "." || after.first == "/") {
                rest = after.dropFirst()
            } else {
                out += modulePrefix
            }
        }
        return out + rest
    }
}
