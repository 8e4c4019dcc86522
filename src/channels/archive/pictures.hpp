#pragma once
#include "channels/archive/source.hpp"
#include "model/message.hpp"

namespace channels::archive {

// "image/jpeg" for "x.JPG"; "application/octet-stream" when unknown.
std::string media_type(std::string_view file_name);

constexpr std::uint64_t max_attachment = 25u << 20;

// Puts a file of the collection into the message. False when it is not there or larger than max_attachment.
bool attach(model::Inbound&, const Collection&, const std::string& path, std::string media_type,
            std::string description);

}  // namespace channels::archive
