# libedit's headers, as libedit::headers. Nothing links it: the command loads it when a terminal asks for
# lines (see cli/libedit.h).

if(NOT TARGET libedit::headers)
  find_path(KRAIT_LIBEDIT_INCLUDE_DIR editline/readline.h REQUIRED)
  mark_as_advanced(KRAIT_LIBEDIT_INCLUDE_DIR)
  add_library(libedit::headers INTERFACE IMPORTED)
  set_target_properties(libedit::headers PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${KRAIT_LIBEDIT_INCLUDE_DIR}")
endif()
