# Micro-benchmarks, with Google Benchmark: cmake -DKRAIT_BENCHMARKS=ON.

include_guard(GLOBAL)

function(krait_add_benchmarks)
  find_package(benchmark REQUIRED)
  add_executable(krait_vm_bench "${PROJECT_SOURCE_DIR}/bench/micro/vm_bench.cc")
  _krait_compile_settings(krait_vm_bench ON)
  target_link_libraries(krait_vm_bench PRIVATE krait benchmark::benchmark Threads::Threads)
  target_link_options(krait_vm_bench PRIVATE ${KRAIT_LINK_OPTIONS})
  set_target_properties(krait_vm_bench PROPERTIES
    OUTPUT_NAME vm_bench RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endfunction()
