# The build, as functions. A folder's CMakeLists.txt is a single call:
#
#   krait_library(DEPS krait::gil absl::base)
#
# Folder vm/object becomes target krait_vm_object (alias krait::vm_object), an OBJECT library of the
# *.cc files in the folder itself. Test programs link the objects of exactly the folders that theirs
# depends on, so a call that reaches up the house is a link error, not only a failed check.

include_guard(GLOBAL)

option(KRAIT_TESTS "Build the unit tests" ${PROJECT_IS_TOP_LEVEL})
option(KRAIT_WERROR "Treat warnings as errors" ${PROJECT_IS_TOP_LEVEL})
option(KRAIT_PCH "Precompile the headers of the C++ library: builds in half the time" ON)
option(KRAIT_BENCHMARKS "Build the micro-benchmarks (Google Benchmark)" OFF)
option(KRAIT_FUZZERS "Build the fuzzers, and what they aim at with coverage counters" OFF)
set(KRAIT_SANITIZER "" CACHE STRING "address, undefined, thread, or empty for none")
set_property(CACHE KRAIT_SANITIZER PROPERTY STRINGS "" address undefined thread)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release)
endif()
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
  message(FATAL_ERROR "Krait needs Clang 19 or newer (musttail with preserve_none); this is "
                      "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}. "
                      "Try: cmake --preset release")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT DEFINED CMAKE_POSITION_INDEPENDENT_CODE)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # so that a shared object, too, can link libkrait.a
endif()

# Line tables only: backtraces and profiles name their lines, and the build stays as fast as without.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g -D_GLIBCXX_ASSERTIONS")
set(CMAKE_CXX_FLAGS_SANITIZE "-O1 -g1 -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS")

find_program(KRAIT_CCACHE ccache)
if(KRAIT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache asks for before it caches compilations with a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      env CCACHE_SLOPPINESS=pch_defines,time_macros "${KRAIT_CCACHE}")
endif()

# Debian's own Python, whatever else a developer has in PATH.
find_program(KRAIT_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(KRAIT_PYTHON python3 REQUIRED)

find_package(Threads REQUIRED)
find_package(absl REQUIRED)
include("${CMAKE_CURRENT_LIST_DIR}/KraitAbseil.cmake")
find_package(ZLIB REQUIRED)
include("${CMAKE_CURRENT_LIST_DIR}/KraitGmp.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/KraitLibedit.cmake")

set(KRAIT_GENERATED_DIR "${PROJECT_BINARY_DIR}/generated")

set(KRAIT_COMPILE_OPTIONS
    -Wall -Wextra -Wimplicit-fallthrough -Wnon-virtual-dtor -Wthread-safety
    -fno-semantic-interposition -fvisibility=hidden -fvisibility-inlines-hidden)
if(KRAIT_WERROR)
  list(APPEND KRAIT_COMPILE_OPTIONS -Werror)
endif()

set(KRAIT_LINK_OPTIONS "")
if(KRAIT_SANITIZER STREQUAL "address")
  # Fake stack frames would hide address-taken locals from the collector's stack scan.
  set(sanitize -fsanitize=address -fsanitize-address-use-after-return=never)
elseif(KRAIT_SANITIZER STREQUAL "undefined")
  # The vptr check needs RTTI, which most folders are built without.
  set(sanitize -fsanitize=undefined -fno-sanitize=vptr -fno-sanitize-recover=all)
elseif(KRAIT_SANITIZER STREQUAL "thread")
  set(sanitize -fsanitize=thread)
elseif(KRAIT_SANITIZER)
  message(FATAL_ERROR "KRAIT_SANITIZER is '${KRAIT_SANITIZER}'; "
                      "it must be address, undefined, thread or empty")
endif()
set(KRAIT_SANITIZER_OPTIONS "${CMAKE_CURRENT_LIST_DIR}/sanitizer_options.cc")
# Where the fuzzer counts edges: what reads, checks, translates and runs code. Counting everywhere
# would cost more than it tells.
set(KRAIT_FUZZED_FOLDERS vm/code vm/pyc vm/frame vm/interp vm/object)
list(APPEND KRAIT_COMPILE_OPTIONS ${sanitize})
list(APPEND KRAIT_LINK_OPTIONS ${sanitize})

define_property(TARGET PROPERTY KRAIT_LIBRARIES
                BRIEF_DOCS "The Krait libraries a Krait library needs, itself included")
define_property(TARGET PROPERTY KRAIT_EXTERNALS
                BRIEF_DOCS "The libraries from elsewhere that it and they need")
set_property(GLOBAL PROPERTY KRAIT_ALL_LIBRARIES "")

# "vm/object" -> "vm_object", the folder part of its target's name.
function(_krait_name folder out)
  string(REPLACE "/" "_" name "${folder}")
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

function(_krait_this_folder out)
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  set(${out} "${folder}" PARENT_SCOPE)
endfunction()

# Sorts DEPS into Krait libraries with all that they need, lowest first, and outside libraries.
function(_krait_resolve for out_libraries out_externals)
  set(libraries "")
  set(externals "")
  foreach(dep IN LISTS ARGN)
    if(NOT dep MATCHES "^krait::(.+)$")
      list(APPEND externals "${dep}")
      continue()
    endif()
    set(target "krait_${CMAKE_MATCH_1}")
    if(NOT TARGET "${target}")
      message(WARNING "${for} depends on ${dep}, which is not there (or stands above it)")
      continue()
    endif()
    get_target_property(its_libraries "${target}" KRAIT_LIBRARIES)
    get_target_property(its_externals "${target}" KRAIT_EXTERNALS)
    list(APPEND libraries ${its_libraries})
    list(APPEND externals ${its_externals})
  endforeach()
  list(REMOVE_DUPLICATES libraries)
  list(REMOVE_DUPLICATES externals)
  set(${out_libraries} "${libraries}" PARENT_SCOPE)
  set(${out_externals} "${externals}" PARENT_SCOPE)
endfunction()

function(_krait_compile_settings target exceptions)
  target_include_directories(${target} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>"
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>"
    "$<BUILD_INTERFACE:${KRAIT_GENERATED_DIR}>")
  # No RTTI anywhere: a class of the VM has no type information for a derived one to refer to.
  target_compile_options(${target} PRIVATE ${KRAIT_COMPILE_OPTIONS})
  if(exceptions)
    target_compile_options(${target} PRIVATE -fno-rtti)
  else()
    target_compile_options(${target} PRIVATE
      -fno-exceptions -fno-rtti $<$<CONFIG:Release>:-fno-asynchronous-unwind-tables>)
  endif()
endfunction()

# _krait_precompile(NAME EXCEPTIONS HEADER...): target NAME, whose precompiled headers others can reuse.
function(_krait_precompile target exceptions)
  if(NOT KRAIT_PCH)
    return()
  endif()
  set(source "${PROJECT_BINARY_DIR}/${target}.cc")
  file(CONFIGURE OUTPUT "${source}" CONTENT "// Nothing but headers.\n")
  add_library(${target} OBJECT "${source}")
  _krait_compile_settings(${target} ${exceptions})
  # Without times: ccache may bring back a precompiled header that is older than what it includes.
  target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  target_precompile_headers(${target} PRIVATE ${ARGN})
endfunction()

function(_krait_objects libraries out)
  set(objects "")
  foreach(library IN LISTS libraries)
    get_target_property(type ${library} TYPE)
    if(type STREQUAL "OBJECT_LIBRARY")
      list(APPEND objects "$<TARGET_OBJECTS:${library}>")
    endif()
  endforeach()
  set(${out} "${objects}" PARENT_SCOPE)
endfunction()

# Declares the libraries of `sources` as target `target`; a folder of headers becomes an INTERFACE one.
function(_krait_add_objects target folder sources exceptions deps)
  _krait_resolve(${folder} libraries externals ${deps})
  get_directory_property(generated KRAIT_GENERATED_FILES)
  list(APPEND sources ${generated})
  list(FILTER sources INCLUDE REGEX "[.]cc$")
  if(sources)
    add_library(${target} OBJECT ${sources})
    _krait_compile_settings(${target} ${exceptions})
    if(KRAIT_FUZZERS AND folder IN_LIST KRAIT_FUZZED_FOLDERS)
      target_compile_options(${target} PRIVATE
        -fsanitize=fuzzer-no-link
        -fno-sanitize-coverage=trace-cmp,indirect-calls,stack-depth)
    endif()
    if(KRAIT_PCH AND NOT exceptions)
      target_precompile_headers(${target} REUSE_FROM krait_std_headers)
    endif()
    target_link_libraries(${target} PUBLIC ${libraries} ${externals} Threads::Threads)
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE
      "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/include" "${KRAIT_GENERATED_DIR}")
    target_link_libraries(${target} INTERFACE ${libraries} ${externals} Threads::Threads)
  endif()
  if(generated)
    target_sources(${target} PRIVATE ${generated})
  endif()
  set_target_properties(${target} PROPERTIES
    KRAIT_LIBRARIES "${libraries};${target}" KRAIT_EXTERNALS "${externals}")
endfunction()

# krait_library(DEPS krait::gil absl::strings GMP::gmp ... [EXCEPTIONS])
#
# The library of the calling folder. EXCEPTIONS turns on C++ exceptions: only for folders that meet a
# host program's code.
function(krait_library)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "EXCEPTIONS" "" "DEPS")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "krait_library: what is '${ARG_UNPARSED_ARGUMENTS}'?")
  endif()
  _krait_this_folder(folder)
  _krait_name("${folder}" name)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  _krait_add_objects(krait_${name} "${folder}" "${sources}" ${ARG_EXCEPTIONS} "${ARG_DEPS}")
  add_library(krait::${name} ALIAS krait_${name})
  set_property(GLOBAL APPEND PROPERTY KRAIT_ALL_LIBRARIES krait_${name})
endfunction()

# krait_program(NAME DEPS krait::vm_api ...)
#
# The program of the calling folder, krait_<folder>, put at the top of the build tree as NAME. It may
# use exceptions, links the whole archive, and leaves all but main.cc to krait_<folder>_objects, which
# unit tests can link. A DEPS entry krait::krait stands for the archive and may be left out.
function(krait_program program)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "DEPS")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "krait_program: what is '${ARG_UNPARSED_ARGUMENTS}'?")
  endif()
  list(REMOVE_ITEM ARG_DEPS krait::krait)
  _krait_this_folder(folder)
  _krait_name("${folder}" name)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  list(REMOVE_ITEM sources "${CMAKE_CURRENT_SOURCE_DIR}/main.cc")
  _krait_add_objects(krait_${name}_objects "${folder}" "${sources}" ON "${ARG_DEPS}")
  add_executable(krait_${name} main.cc)
  _krait_compile_settings(krait_${name} ON)
  _krait_objects(krait_${name}_objects objects)
  target_sources(krait_${name} PRIVATE ${objects})
  get_target_property(externals krait_${name}_objects KRAIT_EXTERNALS)
  target_link_libraries(krait_${name} PRIVATE krait ${externals} Threads::Threads)
  target_link_options(krait_${name} PRIVATE ${KRAIT_LINK_OPTIONS})
  if(KRAIT_SANITIZER)
    target_sources(krait_${name} PRIVATE ${KRAIT_SANITIZER_OPTIONS})
  else()
    # It starts sooner with fewer libraries to find, and at a fixed address, where 120 pages of constant
    # tables need no relocation; without unused sections it also takes a megabyte less.
    target_link_options(krait_${name} PRIVATE
      -static-libstdc++ -static-libgcc -no-pie -Wl,--gc-sections)
  endif()
  set_target_properties(krait_${name} PROPERTIES
    OUTPUT_NAME ${program} RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
  install(TARGETS krait_${name} COMPONENT command)
endfunction()

# krait_generate(OUTPUT tables.inc COMMAND python3 tools/make.py --output @OUTPUT@ [DEPENDS ...]
#                [HEADERS_OF krait::vm_uop ...])
#
# Makes build/<preset>/generated/<folder>/<OUTPUT>, included as "<folder>/<OUTPUT>" (and compiled, if
# it is a .cc). @OUTPUT@ is its path. The command runs in the root, and is made anew when the script,
# or a file in DEPENDS (relative to the root), changes. A command that compiles names in HEADERS_OF
# the libraries whose headers it includes; @CXX@ is the compiler then, and in the file @DEPFILE@ it
# says what it has read. Call it before krait_library.
function(krait_generate)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "OUTPUT" "COMMAND;DEPENDS;HEADERS_OF")
  _krait_this_folder(folder)
  set(output "${KRAIT_GENERATED_DIR}/${folder}/${ARG_OUTPUT}")
  file(MAKE_DIRECTORY "${KRAIT_GENERATED_DIR}/${folder}")
  list(TRANSFORM ARG_COMMAND REPLACE "@OUTPUT@" "${output}")
  list(TRANSFORM ARG_COMMAND REPLACE "^python3$" "${KRAIT_PYTHON}")
  set(depfile "")
  if(ARG_HEADERS_OF)
    list(JOIN CMAKE_CXX_COMPILER_LAUNCHER " " launcher)
    string(STRIP "${launcher} ${CMAKE_CXX_COMPILER}" compiler)
    list(TRANSFORM ARG_COMMAND REPLACE "@CXX@" "${compiler}")
    list(TRANSFORM ARG_COMMAND REPLACE "@DEPFILE@" "${output}.d")
    set(depfile DEPFILE "${output}.d")
  endif()
  set(depends "")
  foreach(file IN LISTS ARG_DEPENDS ARG_COMMAND)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
    if(file IN_LIST ARG_DEPENDS OR (file MATCHES "^${PROJECT_SOURCE_DIR}/.*[.]py$"))
      list(APPEND depends "${file}")
    elseif(EXISTS "${file}" AND NOT IS_DIRECTORY "${file}" AND NOT file STREQUAL output)
      list(APPEND depends "${file}")
    endif()
  endforeach()
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${ARG_COMMAND}
    DEPENDS ${depends}
    ${depfile}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    COMMENT "Generating ${folder}/${ARG_OUTPUT}"
    VERBATIM)
  set_property(DIRECTORY APPEND PROPERTY KRAIT_GENERATED_FILES "${output}")
endfunction()

# Adds those of the folders that exist.
function(krait_add_folders)
  foreach(folder IN LISTS ARGN)
    if(EXISTS "${PROJECT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory("${PROJECT_SOURCE_DIR}/${folder}" "${PROJECT_BINARY_DIR}/${folder}")
    endif()
  endforeach()
endfunction()

# libkrait.a: the objects of all libraries so far.
function(krait_add_archive)
  get_property(libraries GLOBAL PROPERTY KRAIT_ALL_LIBRARIES)
  _krait_objects("${libraries}" objects)
  if(NOT objects)
    return()
  endif()
  set(externals "")
  foreach(library IN LISTS libraries)
    get_target_property(its_externals ${library} KRAIT_EXTERNALS)
    list(APPEND externals ${its_externals})
  endforeach()
  list(REMOVE_DUPLICATES externals)
  add_library(krait STATIC ${objects})
  add_library(krait::krait ALIAS krait)
  target_include_directories(krait PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>" "$<INSTALL_INTERFACE:include>")
  target_compile_features(krait PUBLIC cxx_std_20)
  target_link_libraries(krait PUBLIC ${externals} Threads::Threads)
  target_link_options(krait PUBLIC "$<BUILD_INTERFACE:${KRAIT_LINK_OPTIONS}>")
  set_target_properties(krait PROPERTIES
    LINKER_LANGUAGE CXX ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}"
    KRAIT_LIBRARIES "${libraries}" KRAIT_EXTERNALS "${externals}")
endfunction()

# Only what most sources include anyway. A source still names all that it uses: the sanitizer presets
# and Bazel build without.
_krait_precompile(krait_std_headers OFF
  <algorithm> <array> <atomic> <bit> <chrono> <cstdint> <cstring> <limits> <memory> <optional> <span>
  <string> <string_view> <type_traits> <utility> <vector>
  <absl/strings/str_cat.h> <absl/time/time.h> <absl/types/span.h>)

include("${CMAKE_CURRENT_LIST_DIR}/KraitTests.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/KraitInstall.cmake")
