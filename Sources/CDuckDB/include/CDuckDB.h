// The part of DuckDB's C interface (version 1.5) that the local engine uses. The library comes without a header and is
// opened at run time, so this one declares what is called: names, meanings and layouts are those of DuckDB's
// documentation of its C API.
#ifndef CDUCKDB_H
#define CDUCKDB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Objects of the library, seen only through pointers. Each has its own destroying function.
typedef struct CDuckDBDatabaseStorage *CDuckDBDatabase;
typedef struct CDuckDBConnectionStorage *CDuckDBConnection;
typedef struct CDuckDBConfigStorage *CDuckDBConfig;
typedef struct CDuckDBStatementsStorage *CDuckDBStatements;
typedef struct CDuckDBPreparedStorage *CDuckDBPrepared;
typedef struct CDuckDBChunkStorage *CDuckDBChunk;
typedef struct CDuckDBVectorStorage *CDuckDBVector;
typedef struct CDuckDBTypeStorage *CDuckDBType;
typedef struct CDuckDBAppenderStorage *CDuckDBAppender;
typedef struct CDuckDBPendingStorage *CDuckDBPending;

// Held by value by the caller. All fields but the last are leftovers of older interfaces.
typedef struct {
    uint64_t unused_counts[3];
    void *unused_columns;
    char *unused_message;
    void *contents;
} CDuckDBResult;

// 0 is success, 1 is failure.
typedef int32_t CDuckDBState;

typedef enum : int32_t {
    CDUCKDB_INVALID = 0,
    CDUCKDB_BOOLEAN = 1,
    CDUCKDB_TINYINT = 2,
    CDUCKDB_SMALLINT = 3,
    CDUCKDB_INTEGER = 4,
    CDUCKDB_BIGINT = 5,
    CDUCKDB_UTINYINT = 6,
    CDUCKDB_USMALLINT = 7,
    CDUCKDB_UINTEGER = 8,
    CDUCKDB_UBIGINT = 9,
    CDUCKDB_FLOAT = 10,
    CDUCKDB_DOUBLE = 11,
    CDUCKDB_TIMESTAMP = 12,
    CDUCKDB_DATE = 13,
    CDUCKDB_TIME = 14,
    CDUCKDB_INTERVAL = 15,
    CDUCKDB_HUGEINT = 16,
    CDUCKDB_VARCHAR = 17,
    CDUCKDB_BLOB = 18,
    CDUCKDB_DECIMAL = 19,
    CDUCKDB_TIMESTAMP_S = 20,
    CDUCKDB_TIMESTAMP_MS = 21,
    CDUCKDB_TIMESTAMP_NS = 22,
    CDUCKDB_ENUM = 23,
    CDUCKDB_LIST = 24,
    CDUCKDB_STRUCT = 25,
    CDUCKDB_MAP = 26,
    CDUCKDB_UUID = 27,
    CDUCKDB_UNION = 28,
    CDUCKDB_BIT = 29,
    CDUCKDB_TIME_TZ = 30,
    CDUCKDB_TIMESTAMP_TZ = 31,
    CDUCKDB_UHUGEINT = 32,
    CDUCKDB_ARRAY = 33,
    CDUCKDB_ANY = 34,
    CDUCKDB_BIGNUM = 35,
    CDUCKDB_SQLNULL = 36,
    CDUCKDB_STRING_LITERAL = 37,
    CDUCKDB_INTEGER_LITERAL = 38,
    CDUCKDB_TIME_NS = 39,
} CDuckDBTypeID;

// A string or blob in a vector: up to twelve bytes lie in the entry itself, longer ones behind the pointer.
typedef struct {
    uint32_t length;
    uint32_t prefix;
    const char *pointer;
} CDuckDBString;

// Where the elements of one list lie in the child vector.
typedef struct {
    uint64_t offset;
    uint64_t length;
} CDuckDBListEntry;

typedef struct {
    int32_t months;
    int32_t days;
    int64_t micros;
} CDuckDBInterval;

// A list of its own so that the table below and the look-up by name cannot differ: result, name, parameters.
#define CDUCKDB_FUNCTIONS(X) \
    X(const char *, library_version, (void)) \
    X(void, free, (void *memory)) \
    X(CDuckDBState, create_config, (CDuckDBConfig *config)) \
    X(CDuckDBState, set_config, (CDuckDBConfig config, const char *name, const char *value)) \
    X(void, destroy_config, (CDuckDBConfig *config)) \
    X(CDuckDBState, open_ext, (const char *path, CDuckDBDatabase *database, CDuckDBConfig config, char **error)) \
    X(void, close, (CDuckDBDatabase *database)) \
    X(CDuckDBState, connect, (CDuckDBDatabase database, CDuckDBConnection *connection)) \
    X(void, disconnect, (CDuckDBConnection *connection)) \
    X(void, interrupt, (CDuckDBConnection connection)) \
    X(uint64_t, extract_statements, (CDuckDBConnection connection, const char *sql, CDuckDBStatements *statements)) \
    X(const char *, extract_statements_error, (CDuckDBStatements statements)) \
    X(void, destroy_extracted, (CDuckDBStatements *statements)) \
    X(CDuckDBState, prepare_extracted_statement, (CDuckDBConnection connection, CDuckDBStatements statements, \
        uint64_t index, CDuckDBPrepared *prepared)) \
    X(const char *, prepare_error, (CDuckDBPrepared prepared)) \
    X(void, destroy_prepare, (CDuckDBPrepared *prepared)) \
    X(int32_t, prepared_statement_type, (CDuckDBPrepared prepared)) \
    X(uint64_t, prepared_statement_column_count, (CDuckDBPrepared prepared)) \
    X(const char *, prepared_statement_column_name, (CDuckDBPrepared prepared, uint64_t column)) \
    X(CDuckDBType, prepared_statement_column_logical_type, (CDuckDBPrepared prepared, uint64_t column)) \
    X(CDuckDBState, execute_prepared, (CDuckDBPrepared prepared, CDuckDBResult *result)) \
    X(const char *, result_error, (CDuckDBResult *result)) \
    X(void, destroy_result, (CDuckDBResult *result)) \
    X(uint64_t, column_count, (CDuckDBResult *result)) \
    X(const char *, column_name, (CDuckDBResult *result, uint64_t column)) \
    X(CDuckDBType, column_logical_type, (CDuckDBResult *result, uint64_t column)) \
    X(uint64_t, rows_changed, (CDuckDBResult *result)) \
    X(CDuckDBChunk, fetch_chunk, (CDuckDBResult result)) \
    X(void, destroy_data_chunk, (CDuckDBChunk *chunk)) \
    X(uint64_t, data_chunk_get_size, (CDuckDBChunk chunk)) \
    X(CDuckDBVector, data_chunk_get_vector, (CDuckDBChunk chunk, uint64_t column)) \
    X(void *, vector_get_data, (CDuckDBVector vector)) \
    X(uint64_t *, vector_get_validity, (CDuckDBVector vector)) \
    X(CDuckDBVector, list_vector_get_child, (CDuckDBVector vector)) \
    X(uint64_t, list_vector_get_size, (CDuckDBVector vector)) \
    X(CDuckDBVector, struct_vector_get_child, (CDuckDBVector vector, uint64_t index)) \
    X(CDuckDBVector, array_vector_get_child, (CDuckDBVector vector)) \
    X(CDuckDBTypeID, get_type_id, (CDuckDBType type)) \
    X(void, destroy_logical_type, (CDuckDBType *type)) \
    X(uint8_t, decimal_width, (CDuckDBType type)) \
    X(uint8_t, decimal_scale, (CDuckDBType type)) \
    X(CDuckDBTypeID, decimal_internal_type, (CDuckDBType type)) \
    X(CDuckDBTypeID, enum_internal_type, (CDuckDBType type)) \
    X(uint32_t, enum_dictionary_size, (CDuckDBType type)) \
    X(char *, enum_dictionary_value, (CDuckDBType type, uint64_t index)) \
    X(CDuckDBType, list_type_child_type, (CDuckDBType type)) \
    X(CDuckDBType, array_type_child_type, (CDuckDBType type)) \
    X(uint64_t, array_type_array_size, (CDuckDBType type)) \
    X(CDuckDBType, map_type_key_type, (CDuckDBType type)) \
    X(CDuckDBType, map_type_value_type, (CDuckDBType type)) \
    X(uint64_t, struct_type_child_count, (CDuckDBType type)) \
    X(char *, struct_type_child_name, (CDuckDBType type, uint64_t index)) \
    X(CDuckDBType, struct_type_child_type, (CDuckDBType type, uint64_t index)) \
    X(uint64_t, union_type_member_count, (CDuckDBType type)) \
    X(char *, union_type_member_name, (CDuckDBType type, uint64_t index)) \
    X(CDuckDBType, union_type_member_type, (CDuckDBType type, uint64_t index)) \
    X(CDuckDBState, appender_create, (CDuckDBConnection connection, const char *schema, const char *table, \
        CDuckDBAppender *appender)) \
    X(const char *, appender_error, (CDuckDBAppender appender)) \
    X(CDuckDBState, appender_close, (CDuckDBAppender appender)) \
    X(CDuckDBState, appender_destroy, (CDuckDBAppender *appender)) \
    X(CDuckDBType, appender_column_type, (CDuckDBAppender appender, uint64_t column)) \
    X(CDuckDBState, append_data_chunk, (CDuckDBAppender appender, CDuckDBChunk chunk)) \
    X(CDuckDBChunk, create_data_chunk, (CDuckDBType *types, uint64_t count)) \
    X(void, data_chunk_reset, (CDuckDBChunk chunk)) \
    X(void, data_chunk_set_size, (CDuckDBChunk chunk, uint64_t size)) \
    X(void, vector_ensure_validity_writable, (CDuckDBVector vector)) \
    X(void, vector_assign_string_element_len, (CDuckDBVector vector, uint64_t row, const char *text, \
        uint64_t length)) \
    X(CDuckDBState, list_vector_set_size, (CDuckDBVector vector, uint64_t size)) \
    X(CDuckDBState, list_vector_reserve, (CDuckDBVector vector, uint64_t capacity)) \
    X(CDuckDBState, pending_prepared_streaming, (CDuckDBPrepared prepared, CDuckDBPending *pending)) \
    X(CDuckDBState, execute_pending, (CDuckDBPending pending, CDuckDBResult *result)) \
    X(const char *, pending_error, (CDuckDBPending pending)) \
    X(void, destroy_pending, (CDuckDBPending *pending)) \
    X(uint64_t, vector_size, (void))

// The functions, by their names without `duckdb_`.
typedef struct {
#define CDUCKDB_FIELD(result, name, parameters) result(*name) parameters;
    CDUCKDB_FUNCTIONS(CDUCKDB_FIELD)
#undef CDUCKDB_FIELD
} CDuckDBFunctions;

// Opens the library and finds its functions. On failure returns false and writes the loader's own words, or the name
// of the function that is missing, to `error`. The library stays open for the life of the process.
bool cduckdb_open_library(const char *path, CDuckDBFunctions *functions, char *error, size_t error_capacity);

#endif
