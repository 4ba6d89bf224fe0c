import Essentials

/// Text of a type that front ends format: `HTML("<b>bold</b>")`, `Markdown("**bold**")`.
public struct RichText: Displayable, Sendable, Equatable {
    /// The MIME type, such as `text/html`.
    public var type: String
    public var text: String
    /// What front ends show that know only plain text.
    public var plainText: String

    public init(type: String, text: String, plainText: String? = nil) {
        self.type = type
        self.text = text
        self.plainText = plainText ?? text
    }

    public func displayBundle() -> DisplayBundle {
        DisplayBundle(data: [type: .string(text), "text/plain": .string(plainText)])
    }
}

/// A piece of HTML.
public func HTML(_ text: String) -> RichText { RichText(type: "text/html", text: text) }

/// Markdown, with LaTeX formulas between dollar signs.
public func Markdown(_ text: String) -> RichText { RichText(type: "text/markdown", text: text) }

/// A LaTeX formula.
public func LaTeX(_ text: String) -> RichText { RichText(type: "text/latex", text: text) }

/// A vector graphic.
public func SVG(_ text: String) -> RichText {
    RichText(type: "image/svg+xml", text: text, plainText: "SVG image")
}

/// A bitmap image: the bytes of a PNG, JPEG or GIF file.
public struct Image: Displayable, Sendable {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public func displayBundle() throws -> DisplayBundle {
        guard let type = Self.type(of: bytes) else { throw ImageError() }
        return DisplayBundle(data: [type: .string(base64(bytes)), "text/plain": "image of \(bytes.count) bytes"])
    }

    private static func type(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        return nil
    }
}

/// Bytes that are no image of a known type.
struct ImageError: UserFacingError {
    var code: String { "unknownImage" }
    var message: String { "these bytes are no PNG, JPEG or GIF image" }
    var hint: String? { "Pass the whole content of an image file." }
}

private func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        var letters: [UInt8] = []
        for position in 0..<4 {
            letters.append(position < 3 - group.count ? UInt8(ascii: "=") : alphabet[value & 63])
            value >>= 6
        }
        out.append(contentsOf: letters.reversed())
    }
    return String(decoding: out, as: UTF8.self)
}
