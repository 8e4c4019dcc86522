#pragma once
// Ownership for GMime's objects. For .cpp files only.
#include <memory>
#include <string>

#include <gmime/gmime.h>

namespace channels::email {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct FreeChars {
    void operator()(char* text) const { g_free(text); }
};
using Chars = std::unique_ptr<char, FreeChars>;

// Before the first use of the library; any number of times, from any thread.
void start_gmime();

// What a stream in memory holds.
std::string bytes_of(GMimeStream* memory);

}  // namespace channels::email
