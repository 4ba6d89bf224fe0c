#include "CSourceKit.h"

#include <dlfcn.h>
#include <stdio.h>

static char missing[128];

// ISO C has no conversion between data and function pointers, so each address is copied as bytes.
static const char *look_up(void *library, const char *name, void *slot) {
    void *address = dlsym(library, name);
    if (address == NULL) {
        snprintf(missing, sizeof missing, "it has no function %s", name);
        return missing;
    }
    __builtin_memcpy(slot, &address, sizeof address);
    return NULL;
}

const char *sourcekit_open(const char *path, SourceKitFunctions *functions) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        const char *reason = dlerror();
        return reason != NULL ? reason : "it cannot be opened";
    }
    const char *fault;
#define LOOK_UP(name) \
    fault = look_up(library, "sourcekitd_" #name, &functions->name); \
    if (fault != NULL) return fault

    LOOK_UP(initialize);
    LOOK_UP(uid_get_from_cstr);
    LOOK_UP(uid_get_string_ptr);
    LOOK_UP(request_dictionary_create);
    LOOK_UP(request_dictionary_set_value);
    LOOK_UP(request_dictionary_set_stringbuf);
    LOOK_UP(request_dictionary_set_int64);
    LOOK_UP(request_dictionary_set_uid);
    LOOK_UP(request_array_create);
    LOOK_UP(request_array_set_stringbuf);
    LOOK_UP(request_release);
    LOOK_UP(send_request_sync);
    LOOK_UP(response_dispose);
    LOOK_UP(response_is_error);
    LOOK_UP(response_error_get_description);
    LOOK_UP(response_get_value);
    LOOK_UP(variant_dictionary_get_value);
    LOOK_UP(variant_dictionary_get_string);
    LOOK_UP(variant_dictionary_get_int64);
    LOOK_UP(variant_dictionary_get_uid);
    LOOK_UP(variant_get_type);
    LOOK_UP(variant_array_get_count);
    LOOK_UP(variant_array_get_value);
#undef LOOK_UP
    return NULL;
}
