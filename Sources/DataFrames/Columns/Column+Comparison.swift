// Concrete overloads for the compiler's speed, see Column+Arithmetic.swift.

extension Column {
    /// Whether both are the same; null when either is null.
    public static func == (left: Column, right: Column) -> Column {
        binary(.equal, left.expression, right.expression)
    }
    public static func == (left: Column, right: Int) -> Column {
        binary(.equal, left.expression, .literal(right.literalValue))
    }
    public static func == (left: Int, right: Column) -> Column {
        binary(.equal, .literal(left.literalValue), right.expression)
    }
    public static func == (left: Column, right: Double) -> Column {
        binary(.equal, left.expression, .literal(right.literalValue))
    }
    public static func == (left: Double, right: Column) -> Column {
        binary(.equal, .literal(left.literalValue), right.expression)
    }
    public static func == (left: Column, right: String) -> Column {
        binary(.equal, left.expression, .literal(right.literalValue))
    }
    public static func == (left: String, right: Column) -> Column {
        binary(.equal, .literal(left.literalValue), right.expression)
    }
    public static func == (left: Column, right: Bool) -> Column {
        binary(.equal, left.expression, .literal(right.literalValue))
    }
    public static func == (left: Bool, right: Column) -> Column {
        binary(.equal, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Whether both differ; null when either is null.
    public static func != (left: Column, right: Column) -> Column {
        binary(.notEqual, left.expression, right.expression)
    }
    public static func != (left: Column, right: Int) -> Column {
        binary(.notEqual, left.expression, .literal(right.literalValue))
    }
    public static func != (left: Int, right: Column) -> Column {
        binary(.notEqual, .literal(left.literalValue), right.expression)
    }
    public static func != (left: Column, right: Double) -> Column {
        binary(.notEqual, left.expression, .literal(right.literalValue))
    }
    public static func != (left: Double, right: Column) -> Column {
        binary(.notEqual, .literal(left.literalValue), right.expression)
    }
    public static func != (left: Column, right: String) -> Column {
        binary(.notEqual, left.expression, .literal(right.literalValue))
    }
    public static func != (left: String, right: Column) -> Column {
        binary(.notEqual, .literal(left.literalValue), right.expression)
    }
    public static func != (left: Column, right: Bool) -> Column {
        binary(.notEqual, left.expression, .literal(right.literalValue))
    }
    public static func != (left: Bool, right: Column) -> Column {
        binary(.notEqual, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Whether the left one comes first.
    public static func < (left: Column, right: Column) -> Column {
        binary(.less, left.expression, right.expression)
    }
    public static func < (left: Column, right: Int) -> Column {
        binary(.less, left.expression, .literal(right.literalValue))
    }
    public static func < (left: Int, right: Column) -> Column {
        binary(.less, .literal(left.literalValue), right.expression)
    }
    public static func < (left: Column, right: Double) -> Column {
        binary(.less, left.expression, .literal(right.literalValue))
    }
    public static func < (left: Double, right: Column) -> Column {
        binary(.less, .literal(left.literalValue), right.expression)
    }
    public static func < (left: Column, right: String) -> Column {
        binary(.less, left.expression, .literal(right.literalValue))
    }
    public static func < (left: String, right: Column) -> Column {
        binary(.less, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Whether the left one does not come last.
    public static func <= (left: Column, right: Column) -> Column {
        binary(.lessOrEqual, left.expression, right.expression)
    }
    public static func <= (left: Column, right: Int) -> Column {
        binary(.lessOrEqual, left.expression, .literal(right.literalValue))
    }
    public static func <= (left: Int, right: Column) -> Column {
        binary(.lessOrEqual, .literal(left.literalValue), right.expression)
    }
    public static func <= (left: Column, right: Double) -> Column {
        binary(.lessOrEqual, left.expression, .literal(right.literalValue))
    }
    public static func <= (left: Double, right: Column) -> Column {
        binary(.lessOrEqual, .literal(left.literalValue), right.expression)
    }
    public static func <= (left: Column, right: String) -> Column {
        binary(.lessOrEqual, left.expression, .literal(right.literalValue))
    }
    public static func <= (left: String, right: Column) -> Column {
        binary(.lessOrEqual, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Whether the left one comes last.
    public static func > (left: Column, right: Column) -> Column {
        binary(.greater, left.expression, right.expression)
    }
    public static func > (left: Column, right: Int) -> Column {
        binary(.greater, left.expression, .literal(right.literalValue))
    }
    public static func > (left: Int, right: Column) -> Column {
        binary(.greater, .literal(left.literalValue), right.expression)
    }
    public static func > (left: Column, right: Double) -> Column {
        binary(.greater, left.expression, .literal(right.literalValue))
    }
    public static func > (left: Double, right: Column) -> Column {
        binary(.greater, .literal(left.literalValue), right.expression)
    }
    public static func > (left: Column, right: String) -> Column {
        binary(.greater, left.expression, .literal(right.literalValue))
    }
    public static func > (left: String, right: Column) -> Column {
        binary(.greater, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Whether the left one does not come first.
    public static func >= (left: Column, right: Column) -> Column {
        binary(.greaterOrEqual, left.expression, right.expression)
    }
    public static func >= (left: Column, right: Int) -> Column {
        binary(.greaterOrEqual, left.expression, .literal(right.literalValue))
    }
    public static func >= (left: Int, right: Column) -> Column {
        binary(.greaterOrEqual, .literal(left.literalValue), right.expression)
    }
    public static func >= (left: Column, right: Double) -> Column {
        binary(.greaterOrEqual, left.expression, .literal(right.literalValue))
    }
    public static func >= (left: Double, right: Column) -> Column {
        binary(.greaterOrEqual, .literal(left.literalValue), right.expression)
    }
    public static func >= (left: Column, right: String) -> Column {
        binary(.greaterOrEqual, left.expression, .literal(right.literalValue))
    }
    public static func >= (left: String, right: Column) -> Column {
        binary(.greaterOrEqual, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Whether both conditions hold.
    public static func && (left: Column, right: Column) -> Column { binary(.and, left.expression, right.expression) }
    /// Whether one condition holds at least.
    public static func || (left: Column, right: Column) -> Column { binary(.or, left.expression, right.expression) }
    /// Whether the condition does not hold.
    public static prefix func ! (operand: Column) -> Column { Column(.unary(.not, operand.expression)) }
}
