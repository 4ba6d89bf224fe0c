// Functions of the bits of whole numbers.

/// The number of bits that are set.
public func bit_count(_ column: any ColumnOrName) -> Column { .call("bit_count", column) }
/// The bit at a position, from 0 for the lowest.
public func bit_get(_ column: any ColumnOrName, _ position: any ColumnOrName) -> Column {
    .call("bit_get", column, position)
}
/// The bit at a position, from 0 for the lowest.
public func getbit(_ column: any ColumnOrName, _ position: any ColumnOrName) -> Column {
    .call("getbit", column, position)
}
/// Every bit turned over.
public func bitwise_not(_ column: any ColumnOrName) -> Column { .call("~", column) }
/// Every bit turned over.
public func bitwiseNOT(_ column: any ColumnOrName) -> Column { .call("~", column) }
/// Bits moved to the left.
public func shiftleft(_ column: any ColumnOrName, _ bits: Int) -> Column { .call("shiftleft", column, bits) }
/// Bits moved to the right, the sign kept.
public func shiftright(_ column: any ColumnOrName, _ bits: Int) -> Column { .call("shiftright", column, bits) }
/// Bits moved to the right, zeros from the left.
public func shiftrightunsigned(_ column: any ColumnOrName, _ bits: Int) -> Column {
    .call("shiftrightunsigned", column, bits)
}
