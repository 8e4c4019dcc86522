#pragma once
#include <string_view>

namespace api {

// The media type of what these bytes really are, whatever they were called: PNG, JPEG, GIF or WebP; "" for
// anything else, SVG included, because it can hold scripts.
std::string_view image_type(std::string_view bytes);

}  // namespace api
