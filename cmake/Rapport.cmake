# How every library of the house is built: the standard, the warnings, one shared precompiled header.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

option(RAPPORT_FUZZ "Build the fuzz targets (clang only)" OFF)
set(RAPPORT_SANITIZE "" CACHE STRING "Value of -fsanitize= for every target")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_SOURCE_DIR}/cmake/cached_compile ${CMAKE_SOURCE_DIR})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(-fpch-preprocess)
  if(CMAKE_BUILD_TYPE STREQUAL Release)
    # When it optimises, g++ 12 finds these faults in its own optional and string, where there are none.
    add_compile_options(-Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow
                        -Wno-stringop-overread)
  endif()
elseif(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # g++ does not count sign conversion among -Wconversion; one set of warnings is enough.
  add_compile_options(-Xclang -fno-pch-timestamp -Wno-sign-conversion)
endif()
if(RAPPORT_SANITIZE)
  add_compile_options(-fsanitize=${RAPPORT_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${RAPPORT_SANITIZE})
  if(RAPPORT_SANITIZE STREQUAL thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # Asio has fences, which the sanitizer cannot follow; the locks around them it can.
    add_compile_options(-Wno-tsan)
  endif()
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    add_compile_options(-fno-sanitize=function)  # clang 14 cannot assemble a coroutine with it
  endif()
endif()

# rapport_library(NAME SOURCES a.cpp … DEPENDS base … PACKAGES PkgConfig::X …)
function(rapport_library NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PACKAGES" ${ARGN})
  add_library(${NAME} STATIC ${ARG_SOURCES})
  target_include_directories(${NAME} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${NAME} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PACKAGES})
  rapport_precompile(${NAME} rapport_pch)
endfunction()

# rapport_test(NAME SOURCES a_test.cpp … DEPENDS store …): one executable a library, its tests beside their files.
function(rapport_test NAME)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPENDS;PACKAGES" ${ARGN})
  if(RAPPORT_FUZZ)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${NAME} ${ARG_SOURCES})
  target_link_libraries(${NAME} PRIVATE ${ARG_DEPENDS} ${ARG_PACKAGES} GTest::gmock GTest::gtest_main)
  rapport_precompile(${NAME} rapport_test_pch)
  add_test(NAME ${NAME} COMMAND ${NAME} --gtest_brief=1 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${NAME} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
endfunction()

function(rapport_precompile NAME FROM)
  target_precompile_headers(${NAME} REUSE_FROM ${FROM})
endfunction()
