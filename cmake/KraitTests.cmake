# Unit tests: one GoogleTest program, and one ctest entry, for each folder under tests/unit that holds
# *_test.cc files. tests/unit/vm/object links the objects of vm/object and of what that depends on;
# a folder whose tests need more says so in a CMakeLists.txt of its own: krait_unit_tests(DEPS ...).
# Tests run in the root; KRAIT_SOURCE_DIR names it and KRAIT_PYTHON the oracle, also in Bazel's build.

include_guard(GLOBAL)

# Without RTTI, as the library: a test's subclass would ask for type information that is not there.
# -fPIC, because a program would get -fPIE, with which it could not share precompiled headers.
set(KRAIT_TEST_COMPILE_OPTIONS -fno-rtti -fPIC)

# krait_unit_tests([DEPS krait::vm_heap absl::strings ...])
#
# DEPS come on top of the folder under test. Called by a test folder, or for one that has no say.
function(krait_unit_tests)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "FOLDER" "DEPS")
  if(NOT ARG_FOLDER)
    file(RELATIVE_PATH ARG_FOLDER "${PROJECT_SOURCE_DIR}/tests/unit" "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  _krait_name("${ARG_FOLDER}" name)
  set(target ${name}_test)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/unit/${ARG_FOLDER}/*.cc")

  if(TARGET krait_${name}_objects)
    list(PREPEND ARG_DEPS krait::${name}_objects)
  elseif(TARGET krait_${name})
    list(PREPEND ARG_DEPS krait::${name})
  endif()
  _krait_resolve(tests/unit/${ARG_FOLDER} libraries externals ${ARG_DEPS})
  _krait_objects("${libraries}" objects)

  add_executable(${target} ${sources} ${objects})
  if(KRAIT_SANITIZER)
    target_sources(${target} PRIVATE ${KRAIT_SANITIZER_OPTIONS})
  endif()
  _krait_compile_settings(${target} ON)
  target_compile_options(${target} PRIVATE ${KRAIT_TEST_COMPILE_OPTIONS})
  if(KRAIT_PCH)
    target_precompile_headers(${target} REUSE_FROM krait_test_headers)
  endif()
  # Usage requirements only: the objects are already sources of the program.
  foreach(library IN LISTS libraries)
    add_dependencies(${target} ${library})
  endforeach()
  if(NOT libraries AND TARGET krait)
    target_link_libraries(${target} PRIVATE krait)
  endif()
  target_link_libraries(${target} PRIVATE
    ${externals} GTest::gmock GTest::gtest GTest::gtest_main Threads::Threads)
  target_link_options(${target} PRIVATE ${KRAIT_LINK_OPTIONS})
  target_compile_definitions(${target} PRIVATE
    KRAIT_SOURCE_DIR="${PROJECT_SOURCE_DIR}" KRAIT_PYTHON="${KRAIT_PYTHON}")
  set_target_properties(${target} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/unit")

  add_test(NAME unit/${ARG_FOLDER} COMMAND ${target} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(unit/${ARG_FOLDER} PROPERTIES
    LABELS unit
    ENVIRONMENT "GTEST_OUTPUT=json:${PROJECT_BINARY_DIR}/unit/results/${name}.json;GTEST_COLOR=no")
endfunction()

function(krait_add_unit_tests)
  find_package(GTest REQUIRED)
  _krait_precompile(krait_test_headers ON <gmock/gmock.h> <gtest/gtest.h> <string> <vector>)
  if(KRAIT_PCH)
    target_compile_options(krait_test_headers PRIVATE ${KRAIT_TEST_COMPILE_OPTIONS})
    target_link_libraries(krait_test_headers PRIVATE GTest::gmock GTest::gtest Threads::Threads)
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/tests/unit"
       "${PROJECT_SOURCE_DIR}/tests/unit/*_test.cc")
  set(folders "")
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH folder)
    list(APPEND folders "${folder}")
  endforeach()
  list(REMOVE_DUPLICATES folders)
  foreach(folder IN LISTS folders)
    if(EXISTS "${PROJECT_SOURCE_DIR}/tests/unit/${folder}/CMakeLists.txt")
      add_subdirectory("${PROJECT_SOURCE_DIR}/tests/unit/${folder}"
                       "${PROJECT_BINARY_DIR}/tests/unit/${folder}")
    else()
      krait_unit_tests(FOLDER "${folder}")
    endif()
  endforeach()
endfunction()

# The checks that read sources: the dependency rule and the agreement of the two builds.
function(krait_add_source_checks)
  foreach(check check_includes check_build_files)
    set(script "${PROJECT_SOURCE_DIR}/tools/${check}.py")
    if(EXISTS "${script}")
      add_test(NAME source/${check} COMMAND "${KRAIT_PYTHON}" "${script}"
               WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
      set_tests_properties(source/${check} PROPERTIES LABELS source)
    endif()
  endforeach()
endfunction()

# The command beside CPython's.
function(krait_add_command_test)
  if(NOT TARGET krait_cli)
    return()
  endif()
  foreach(name command prompt)
    add_test(NAME ${name}
             COMMAND "${KRAIT_PYTHON}" "${PROJECT_SOURCE_DIR}/tests/command/${name}_test.py"
                     "$<TARGET_FILE:krait_cli>"
             WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES LABELS command)
  endforeach()
endfunction()

# Some inputs of the compiler's fuzzer, always the same.
function(krait_add_source_fuzz_test)
  if(NOT TARGET krait_cli)
    return()
  endif()
  add_test(NAME fuzz/source
           COMMAND "${KRAIT_PYTHON}" "${PROJECT_SOURCE_DIR}/tests/fuzz/source/run.py"
                   --krait "$<TARGET_FILE:krait_cli>" --inputs 4000 --jobs 1
                   --findings "${PROJECT_BINARY_DIR}/source-findings"
           WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(fuzz/source PROPERTIES LABELS fuzz)
endfunction()

# Loops as machine code beside CPython's.
function(krait_add_jit_test)
  if(NOT TARGET krait_cli)
    return()
  endif()
  set(folder "${PROJECT_SOURCE_DIR}/tests/jit")
  add_test(NAME jit/loops
           COMMAND "${KRAIT_PYTHON}" "${folder}/loops_test.py" "$<TARGET_FILE:krait_cli>")
  add_test(NAME jit/random
           COMMAND "${KRAIT_PYTHON}" "${folder}/random_programs.py"
                   --krait "$<TARGET_FILE:krait_cli>" --programs 400 --jobs 1
                   --findings "${PROJECT_BINARY_DIR}/jit-findings")
  if(KRAIT_SANITIZER)
    set(without --not-collects)
  endif()
  add_test(NAME jit/modes
           COMMAND "${KRAIT_PYTHON}" "${folder}/modes.py" --krait "$<TARGET_FILE:krait_cli>"
                   --quick --jobs 1 ${without})
  set_tests_properties(jit/loops jit/random jit/modes PROPERTIES LABELS jit)
endfunction()

# How stencils are made.
function(krait_add_stencil_test)
  add_test(NAME stencils
           COMMAND "${KRAIT_PYTHON}" "${PROJECT_SOURCE_DIR}/tests/stencils/stencils_test.py"
                   --compiler "${CMAKE_CXX_COMPILER}"
           WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(stencils PROPERTIES LABELS stencils)
endfunction()

# An installed copy serves a program that knows nothing else (see cmake/TestInstall.cmake).
function(krait_add_install_test)
  if(NOT TARGET krait OR KRAIT_SANITIZER)
    return()
  endif()
  add_test(NAME install/embed
           COMMAND "${CMAKE_COMMAND}" "-DBUILD_DIR=${PROJECT_BINARY_DIR}"
                   "-DSOURCE_DIR=${PROJECT_SOURCE_DIR}" "-DCXX=${CMAKE_CXX_COMPILER}"
                   "-DPYTHON=${KRAIT_PYTHON}" -P "${PROJECT_SOURCE_DIR}/cmake/TestInstall.cmake")
  set_tests_properties(install/embed PROPERTIES LABELS install)
endfunction()
