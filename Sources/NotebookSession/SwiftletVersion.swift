/// The version of Swiftlet.
public enum SwiftletVersion {
    public static let current = "0.1.0"
}
