// Text and bytes, digests, URLs.

/// Bytes in base64.
public func base64(_ column: any ColumnOrName) -> Column { .call("base64", column) }
/// The bytes of base64.
public func unbase64(_ column: any ColumnOrName) -> Column { .call("unbase64", column) }
/// A text as bytes of a character set: UTF-8 or US-ASCII.
public func encode(_ column: any ColumnOrName, _ charset: String) -> Column { .call("encode", column, lit(charset)) }
/// Bytes as text of a character set: UTF-8 or US-ASCII.
public func decode(_ column: any ColumnOrName, _ charset: String) -> Column { .call("decode", column, lit(charset)) }
/// A text in `hex` (if nothing is said), `base64` or `utf-8` as bytes.
public func to_binary(_ column: any ColumnOrName, _ format: (any ColumnOrName)? = nil) -> Column {
    .call("to_binary", column, format)
}
/// The MD5 digest in hexadecimal digits.
public func md5(_ column: any ColumnOrName) -> Column { .call("md5", column) }
/// The SHA-1 digest in hexadecimal digits.
public func sha(_ column: any ColumnOrName) -> Column { .call("sha", column) }
/// The SHA-1 digest in hexadecimal digits.
public func sha1(_ column: any ColumnOrName) -> Column { .call("sha1", column) }
/// The SHA-2 digest in hexadecimal digits; 256 bits, or 0 for the same.
public func sha2(_ column: any ColumnOrName, _ bits: Int) -> Column { .call("sha2", column, bits) }
/// A text as it stands in a form's data: spaces as plus signs, others with percent signs.
public func url_encode(_ column: any ColumnOrName) -> Column { .call("url_encode", column) }
/// A text without its percent signs.
public func url_decode(_ column: any ColumnOrName) -> Column { .call("url_decode", column) }
/// A part of a URL: `HOST`, `PATH`, `QUERY`, `REF`, `PROTOCOL`, `FILE`, `AUTHORITY`, `USERINFO`; with a key that of the query.
public func parse_url(_ url: any ColumnOrName, _ part: any ColumnOrName, _ key: (any ColumnOrName)? = nil) -> Column {
    .call("parse_url", url, part, key)
}
