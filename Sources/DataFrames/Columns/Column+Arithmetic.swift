// One overload for each type that plain values come in, and no protocol or generic: with those the compiler took
// seconds for expressions like `(df["a"] * 2 + df["b"] * 3 - 1.5) / (df["c"] + 1) > rate * 2`; with these, 6 ms.

extension Column {
    /// Sum.
    public static func + (left: Column, right: Column) -> Column {
        binary(.add, left.expression, right.expression)
    }
    public static func + (left: Column, right: Int) -> Column {
        binary(.add, left.expression, .literal(right.literalValue))
    }
    public static func + (left: Int, right: Column) -> Column {
        binary(.add, .literal(left.literalValue), right.expression)
    }
    public static func + (left: Column, right: Double) -> Column {
        binary(.add, left.expression, .literal(right.literalValue))
    }
    public static func + (left: Double, right: Column) -> Column {
        binary(.add, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Difference.
    public static func - (left: Column, right: Column) -> Column {
        binary(.subtract, left.expression, right.expression)
    }
    public static func - (left: Column, right: Int) -> Column {
        binary(.subtract, left.expression, .literal(right.literalValue))
    }
    public static func - (left: Int, right: Column) -> Column {
        binary(.subtract, .literal(left.literalValue), right.expression)
    }
    public static func - (left: Column, right: Double) -> Column {
        binary(.subtract, left.expression, .literal(right.literalValue))
    }
    public static func - (left: Double, right: Column) -> Column {
        binary(.subtract, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Product.
    public static func * (left: Column, right: Column) -> Column {
        binary(.multiply, left.expression, right.expression)
    }
    public static func * (left: Column, right: Int) -> Column {
        binary(.multiply, left.expression, .literal(right.literalValue))
    }
    public static func * (left: Int, right: Column) -> Column {
        binary(.multiply, .literal(left.literalValue), right.expression)
    }
    public static func * (left: Column, right: Double) -> Column {
        binary(.multiply, left.expression, .literal(right.literalValue))
    }
    public static func * (left: Double, right: Column) -> Column {
        binary(.multiply, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Quotient; of whole numbers too it keeps its fraction, as Spark has it.
    public static func / (left: Column, right: Column) -> Column {
        binary(.divide, left.expression, right.expression)
    }
    public static func / (left: Column, right: Int) -> Column {
        binary(.divide, left.expression, .literal(right.literalValue))
    }
    public static func / (left: Int, right: Column) -> Column {
        binary(.divide, .literal(left.literalValue), right.expression)
    }
    public static func / (left: Column, right: Double) -> Column {
        binary(.divide, left.expression, .literal(right.literalValue))
    }
    public static func / (left: Double, right: Column) -> Column {
        binary(.divide, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// Remainder, with the sign of the dividend.
    public static func % (left: Column, right: Column) -> Column {
        binary(.remainder, left.expression, right.expression)
    }
    public static func % (left: Column, right: Int) -> Column {
        binary(.remainder, left.expression, .literal(right.literalValue))
    }
    public static func % (left: Int, right: Column) -> Column {
        binary(.remainder, .literal(left.literalValue), right.expression)
    }
    public static func % (left: Column, right: Double) -> Column {
        binary(.remainder, left.expression, .literal(right.literalValue))
    }
    public static func % (left: Double, right: Column) -> Column {
        binary(.remainder, .literal(left.literalValue), right.expression)
    }
}

extension Column {
    /// The negative of a number.
    public static prefix func - (operand: Column) -> Column { Column(.unary(.minus, operand.expression)) }
}
