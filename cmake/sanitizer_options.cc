// What the sanitizers of Krait's own programs and tests are asked for; the environment
// (ASAN_OPTIONS...) overrides it. Part of each program that a sanitizer preset links.

/// malloc fails, as it does elsewhere, when a program asks for more than there is: the VM makes
/// that a MemoryError.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }

extern "C" const char* __tsan_default_options() { return "allocator_may_return_null=1"; }

extern "C" const char* __ubsan_default_options() { return "print_stacktrace=1"; }
