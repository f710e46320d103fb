# Fuzzers, with libFuzzer and a sanitizer: cmake --preset fuzz.

include_guard(GLOBAL)

function(krait_add_fuzzers)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/fuzz/*.cc")
  add_executable(krait_pyc_fuzzer ${sources})
  _krait_compile_settings(krait_pyc_fuzzer ON)
  target_link_libraries(krait_pyc_fuzzer PRIVATE krait Threads::Threads)
  target_link_options(krait_pyc_fuzzer PRIVATE ${KRAIT_LINK_OPTIONS} -fsanitize=fuzzer)
  set_target_properties(krait_pyc_fuzzer PROPERTIES
    OUTPUT_NAME pyc_fuzzer RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endfunction()
