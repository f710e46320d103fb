# cmake --install: libkrait.a, the public headers, the command, find_package(Krait) and krait.pc.

include_guard(GLOBAL)
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# krait.pc's Requires: absl::flat_hash_map -> absl_flat_hash_map, GMP::gmp -> gmp.
function(_krait_pkg_config_names externals out)
  set(names "")
  foreach(external IN LISTS externals)
    string(REPLACE "GMP::gmp" "gmp" name "${external}")
    string(REPLACE "ZLIB::ZLIB" "zlib" name "${name}")
    string(REPLACE "::" "_" name "${name}")
    list(APPEND names "${name}")
  endforeach()
  list(JOIN names ", " names)
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

function(krait_add_install)
  if(NOT TARGET krait)
    return()
  endif()
  set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Krait")
  install(TARGETS krait EXPORT KraitTargets COMPONENT library)
  install(EXPORT KraitTargets NAMESPACE krait:: DESTINATION "${package_dir}" COMPONENT library)
  if(EXISTS "${PROJECT_SOURCE_DIR}/include/krait")
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/krait"
            DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT library
            FILES_MATCHING PATTERN "*.h")
  endif()

  write_basic_package_version_file("${PROJECT_BINARY_DIR}/KraitConfigVersion.cmake"
                                   COMPATIBILITY SameMinorVersion)
  install(FILES "${PROJECT_SOURCE_DIR}/cmake/KraitConfig.cmake"
                "${PROJECT_SOURCE_DIR}/cmake/KraitGmp.cmake"
                "${PROJECT_BINARY_DIR}/KraitConfigVersion.cmake"
          DESTINATION "${package_dir}" COMPONENT library)

  get_target_property(externals krait KRAIT_EXTERNALS)
  _krait_pkg_config_names("${externals}" requires)
  # Relative to krait.pc, so that the installed tree can be moved.
  file(RELATIVE_PATH prefix_from_pc
       "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/krait.pc.in" "${PROJECT_BINARY_DIR}/krait.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/krait.pc"
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT library)
endfunction()
