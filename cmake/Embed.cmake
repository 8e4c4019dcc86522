# rapport_embed(TARGET DIR): a library that carries every file of DIR and defines api::assets() (src/api/assets.hpp).
# FILE.gz and FILE.br are not files of their own but the compressed forms of FILE. DIR may be absent or empty, and
# may come later: it is looked at in every build.
function(rapport_embed TARGET DIR)
  file(GLOB_RECURSE FILES CONFIGURE_DEPENDS ${DIR}/*)
  string(MD5 LIST_OF_FILES "${FILES}")  # in the command, so that a file that goes is noticed too
  set(TABLE ${CMAKE_CURRENT_BINARY_DIR}/${TARGET}.cpp)
  add_custom_command(
    OUTPUT ${TABLE}
    COMMAND ${CMAKE_COMMAND} -D DIR=${DIR} -D TABLE=${TABLE} -D LIST=${LIST_OF_FILES} -P ${CMAKE_SOURCE_DIR}/cmake/embed_table.cmake
    DEPENDS ${FILES} ${CMAKE_SOURCE_DIR}/cmake/embed_table.cmake
    COMMENT "Embedding ${DIR}"
    VERBATIM)
  add_library(${TARGET} STATIC ${TABLE})
  target_include_directories(${TARGET} PUBLIC ${CMAKE_SOURCE_DIR}/src)
endfunction()

# The table maker's own test carries a sample in place of the page.
function(rapport_embed_test)
  if(NOT RAPPORT_FUZZ)
    rapport_embed(assets_sample ${CMAKE_SOURCE_DIR}/src/api/assets_sample)
    rapport_test(assets_test SOURCES ${CMAKE_SOURCE_DIR}/src/api/assets_test.cpp DEPENDS assets_sample base)
  endif()
endfunction()
