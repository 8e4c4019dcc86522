#pragma once
#include "net/http.hpp"

namespace api {

// The web page out of the binary: hashed files for ever, index.html anew each time with the theme of the
// member's cookie, so that nothing flashes. Any other path is a screen of the page.
net::Response serve_page(const net::Request&);

}  // namespace api
