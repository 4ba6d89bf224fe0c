// The part of sourcekitd's C interface that code intelligence uses. The library belongs to the user's toolchain and is
// opened at run time, so its own header is not at hand when Swiftlet is built; the interface is kept stable by its
// authors (version 0.x, additions only).
#ifndef CSOURCEKIT_H
#define CSOURCEKIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A name of the protocol, such as `key.request`; unique in the process and never freed.
typedef struct SourceKitNameStorage *SourceKitName;

// A part of a request: counted, released by its maker.
typedef void *SourceKitRequest;

// An answer: disposed by its receiver.
typedef void *SourceKitResponse;

// A value inside an answer, valid as long as the answer.
typedef struct {
    uint64_t data[3];
} SourceKitVariant;

// The functions of the library, by their names without `sourcekitd_`.
typedef struct {
    void (*initialize)(void);

    SourceKitName (*uid_get_from_cstr)(const char *text);
    const char *(*uid_get_string_ptr)(SourceKitName name);

    SourceKitRequest (*request_dictionary_create)(
        const SourceKitName *keys, const SourceKitRequest *values, size_t count);
    void (*request_dictionary_set_value)(SourceKitRequest dictionary, SourceKitName key, SourceKitRequest value);
    void (*request_dictionary_set_stringbuf)(
        SourceKitRequest dictionary, SourceKitName key, const char *bytes, size_t length);
    void (*request_dictionary_set_int64)(SourceKitRequest dictionary, SourceKitName key, int64_t value);
    void (*request_dictionary_set_uid)(SourceKitRequest dictionary, SourceKitName key, SourceKitName value);
    SourceKitRequest (*request_array_create)(const SourceKitRequest *values, size_t count);
    void (*request_array_set_stringbuf)(SourceKitRequest array, size_t index, const char *bytes, size_t length);
    void (*request_release)(SourceKitRequest request);

    SourceKitResponse (*send_request_sync)(SourceKitRequest request);
    void (*response_dispose)(SourceKitResponse response);
    bool (*response_is_error)(SourceKitResponse response);
    const char *(*response_error_get_description)(SourceKitResponse response);
    SourceKitVariant (*response_get_value)(SourceKitResponse response);

    SourceKitVariant (*variant_dictionary_get_value)(SourceKitVariant dictionary, SourceKitName key);
    const char *(*variant_dictionary_get_string)(SourceKitVariant dictionary, SourceKitName key);
    int64_t (*variant_dictionary_get_int64)(SourceKitVariant dictionary, SourceKitName key);
    SourceKitName (*variant_dictionary_get_uid)(SourceKitVariant dictionary, SourceKitName key);
    uint32_t (*variant_get_type)(SourceKitVariant value);
    size_t (*variant_array_get_count)(SourceKitVariant array);
    SourceKitVariant (*variant_array_get_value)(SourceKitVariant array, size_t index);
} SourceKitFunctions;

// What `variant_get_type` gives for an array.
static const uint32_t sourcekit_variant_type_array = 2;

// Opens the library and looks up its functions. Gives NULL, or what is wrong as text that stays valid until the next
// call.
const char *sourcekit_open(const char *path, SourceKitFunctions *functions);

#endif
