# Installs the library into an empty prefix, builds examples/embed against nothing but that, once by
# find_package and once by pkg-config, and looks at what its programs print and whether the JIT is part
# of them. Run by ctest:
#   cmake -DBUILD_DIR=... -DSOURCE_DIR=... -DCXX=... -DPYTHON=... -P cmake/TestInstall.cmake

set(work "${BUILD_DIR}/install-test")
file(REMOVE_RECURSE "${work}")
set(prefix "${work}/prefix")
set(example "${SOURCE_DIR}/examples/embed")

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
                  ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nfailed (${result}):\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${prefix}" --component library)
run("${PYTHON}" -c
    "__import__('py_compile').compile(*__import__('sys').argv[1:], 'rules.py', True)"
    "${example}/rules.py" "${work}/rules.pyc")

function(check program expected_output)
  run("${program}" ${ARGN})
  file(READ "${example}/${expected_output}" expected)
  if(NOT output STREQUAL expected)
    message(FATAL_ERROR "${program} printed\n${output}\ninstead of\n${expected}")
  endif()
endfunction()

# Whether the JIT is part of the program: it is only where it is asked for.
function(check_jit program expected)
  find_program(nm NAMES nm llvm-nm-19 REQUIRED)
  run("${nm}" "${program}")
  if(output MATCHES "_ZN5krait3jit")
    set(found TRUE)
  else()
    set(found FALSE)
  endif()
  if(NOT found STREQUAL expected)
    message(FATAL_ERROR "${program} has the JIT: ${found} instead of ${expected}")
  endif()
endfunction()

function(check_programs folder)
  check("${folder}/pricing" expected_output.txt "${work}/rules.pyc")
  check_jit("${folder}/pricing" FALSE)
  check("${folder}/area" expected_area.txt)
  check_jit("${folder}/area" TRUE)
endfunction()

run("${CMAKE_COMMAND}" -S "${example}" -B "${work}/build" "-DCMAKE_CXX_COMPILER=${CXX}"
    -DCMAKE_BUILD_TYPE=Release "-DCMAKE_PREFIX_PATH=${prefix}" -G Ninja)
run("${CMAKE_COMMAND}" --build "${work}/build")
check_programs("${work}/build")

find_program(pkg_config pkg-config)
if(NOT pkg_config)
  message(STATUS "pkg-config is not there: skipping that half")
  return()
endif()
file(GLOB_RECURSE pc "${prefix}/*/krait.pc")
cmake_path(GET pc PARENT_PATH pc_dir)
set(ENV{PKG_CONFIG_PATH} "${pc_dir}")
run("${pkg_config}" --cflags --libs krait)
separate_arguments(flags UNIX_COMMAND "${output}")
foreach(program pricing area)
  run("${CXX}" "${example}/${program}.cc" -O1 -o "${work}/${program}" ${flags})
endforeach()
check_programs("${work}")
