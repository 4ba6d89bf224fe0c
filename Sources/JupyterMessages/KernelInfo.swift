public import Essentials

/// A request to introduce the kernel.
public struct KernelInfoRequest: IncomingContent, Equatable {
    public static let type = "kernel_info_request"

    public init(decoding content: JSONObject) throws(MessageError) {}
}

/// What the kernel is and which language it runs.
public struct KernelInfoReply: OutgoingContent, Equatable {
    public static let type = "kernel_info_reply"
    /// The version of the messaging protocol that these types follow.
    public static let protocolVersion = "5.4"

    /// An entry of the front end's help menu.
    public struct HelpLink: Sendable, Equatable {
        public var text: String
        public var url: String

        public init(text: String, url: String) {
            self.text = text
            self.url = url
        }
    }

    /// The kernel's name, such as `swiftlet`.
    public var implementation: String
    public var implementationVersion: String
    /// The version of Swift, such as `6.3.1`.
    public var languageVersion: String
    /// A greeting for consoles.
    public var banner: String
    public var helpLinks: [HelpLink]
    /// Optional parts of the protocol (Jupyter enhancement proposal 92), such as `debugger`.
    public var supportedFeatures: [String]

    public init(
        implementation: String, implementationVersion: String, languageVersion: String, banner: String,
        helpLinks: [HelpLink] = [], supportedFeatures: [String] = []
    ) {
        self.implementation = implementation
        self.implementationVersion = implementationVersion
        self.languageVersion = languageVersion
        self.banner = banner
        self.helpLinks = helpLinks
        self.supportedFeatures = supportedFeatures
    }

    public func encoded() -> JSONObject {
        [
            "status": "ok",
            "protocol_version": .string(Self.protocolVersion),
            "implementation": .string(implementation),
            "implementation_version": .string(implementationVersion),
            "language_info": [
                "name": "swift", "version": .string(languageVersion), "mimetype": "text/x-swift",
                "file_extension": ".swift", "pygments_lexer": "swift", "codemirror_mode": "swift",
            ],
            "banner": .string(banner),
            "debugger": .bool(supportedFeatures.contains("debugger")),
            "help_links": .array(helpLinks.map { ["text": .string($0.text), "url": .string($0.url)] }),
            "supported_features": supportedFeatures.json,
        ]
    }
}
