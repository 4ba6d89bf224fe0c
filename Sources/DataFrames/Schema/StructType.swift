/// A column of a schema, or a field of a struct.
public struct StructField: Sendable, Hashable {
    public var name: String
    public var type: DataType
    /// Whether values may be missing.
    public var isNullable: Bool

    public init(_ name: String, _ type: DataType, nullable: Bool = true) {
        self.name = name
        self.type = type
        isNullable = nullable
    }
}

/// The columns of a DataFrame: names and types, in order.
public struct StructType: Sendable, Hashable {
    public var fields: [StructField]

    public init(_ fields: [StructField] = []) { self.fields = fields }

    /// A schema written as in SQL: `"id INT, name STRING, price DECIMAL(10,2)"`.
    ///
    /// - Throws: `QueryError` (`invalidSchema`) that says which part is not understood.
    public init(_ ddl: String) throws {
        var parser = TypeParser(ddl)
        self = try parser.schema()
    }

    /// The names of the fields, in order.
    public var names: [String] { fields.map(\.name) }

    /// The field of a name, without regard to case.
    public subscript(_ name: String) -> StructField? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }
    }

    /// The tree that `printSchema` prints.
    public var treeString: String {
        var text = "root\n"
        Self.append(fields, prefix: " |", to: &text)
        return text
    }

    private static func append(_ fields: [StructField], prefix: String, to text: inout String) {
        for field in fields {
            text += "\(prefix)-- \(field.name): \(field.type.treeName) (nullable = \(field.isNullable))\n"
            append(inside: field.type, prefix: prefix + "    |", to: &text)
        }
    }

    private static func append(inside type: DataType, prefix: String, to text: inout String) {
        switch type {
        case .struct(let type): append(type.fields, prefix: prefix, to: &text)
        case .array(let element):
            text += "\(prefix)-- element: \(element.treeName) (containsNull = true)\n"
            append(inside: element, prefix: prefix + "    |", to: &text)
        case .map(let key, let value):
            text += "\(prefix)-- key: \(key.treeName)\n"
            append(inside: key, prefix: prefix + "    |", to: &text)
            text += "\(prefix)-- value: \(value.treeName) (valueContainsNull = true)\n"
            append(inside: value, prefix: prefix + "    |", to: &text)
        default: break
        }
    }
}

extension StructType: CustomStringConvertible {
    /// The schema as SQL writes it.
    public var description: String {
        fields.map { "\($0.name) \($0.type.simpleName.uppercased())\($0.isNullable ? "" : " NOT NULL")" }
            .joined(separator: ", ")
    }
}
