"""The names that Bazel's own files load from rules_cc; all of them are built in."""

cc_binary = native.cc_binary
cc_import = native.cc_import
cc_library = native.cc_library
cc_test = native.cc_test
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite

# Loaded, but used only by toolchains for other platforms.
cc_flags_supplier = None
compiler_flag = None
