# GMP ships no CMake package. Defines GMP::gmp; used by the build and by the installed KraitConfig.

if(NOT TARGET GMP::gmp)
  find_path(KRAIT_GMP_INCLUDE_DIR gmp.h REQUIRED)
  find_library(KRAIT_GMP_LIBRARY gmp REQUIRED)
  mark_as_advanced(KRAIT_GMP_INCLUDE_DIR KRAIT_GMP_LIBRARY)
  add_library(GMP::gmp UNKNOWN IMPORTED)
  set_target_properties(GMP::gmp PROPERTIES
    IMPORTED_LOCATION "${KRAIT_GMP_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${KRAIT_GMP_INCLUDE_DIR}")
endif()
