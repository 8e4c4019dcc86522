#pragma once
#include "channels/archive/source.hpp"

namespace channels::archive {

// Throws Error{bad_request} for a broken zip, one with a password, or one that would unpack to absurd sizes.
std::unique_ptr<Collection> open_zip(const std::string& path);

}  // namespace channels::archive
