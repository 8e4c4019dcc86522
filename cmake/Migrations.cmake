# rapport_migrations(OUT.cpp): every migrations/NNNN_name.sql as text inside the program.
function(rapport_migrations OUT FAMILY PATTERN)
  file(GLOB FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/${PATTERN})
  list(SORT FILES)
  set(ENTRIES "")
  foreach(FILE IN LISTS FILES)
    file(READ ${FILE} SQL)
    get_filename_component(STEM ${FILE} NAME_WE)
    string(REGEX MATCH "([0-9][0-9][0-9][0-9])_(.*)$" _ ${STEM})
    set(NAME ${CMAKE_MATCH_2})
    string(REGEX REPLACE "^0+" "" NUMBER ${CMAKE_MATCH_1})
    string(APPEND ENTRIES "    {${NUMBER}, \"${NAME}\", R\"sql(${SQL})sql\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FILE})
  endforeach()
  file(CONFIGURE OUTPUT ${OUT} CONTENT
"// Generated from migrations/${PATTERN}; do not edit.
#include \"store/migrations.hpp\"

namespace store {
std::span<const db::Migration> ${FAMILY}_migrations() {
    static constexpr db::Migration all[] = {
@ENTRIES@    };
    return all;
}
}  // namespace store
" @ONLY)
endfunction()
