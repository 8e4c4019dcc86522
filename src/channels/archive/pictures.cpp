#include "channels/archive/pictures.hpp"

#include <array>

namespace channels::archive {

std::string media_type(std::string_view file_name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types{{
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".png", "image/png"},
        {".gif", "image/gif"},
        {".webp", "image/webp"},
        {".avif", "image/avif"},
        {".svg", "image/svg+xml"},
        {".mp4", "video/mp4"},
        {".webm", "video/webm"},
        {".mov", "video/quicktime"},
        {".mp3", "audio/mpeg"},
        {".ogg", "audio/ogg"},
        {".pdf", "application/pdf"},
    }};
    std::string name(file_name);
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (auto [ending, type] : types)
        if (name.ends_with(ending)) return std::string(type);
    return "application/octet-stream";
}

bool attach(model::Inbound& message, const Collection& files, const std::string& path, std::string media_type,
            std::string description) {
    auto bytes = files.whole(path, max_attachment);
    if (!bytes) return false;
    auto size = bytes->size();
    message.attachments.push_back({.name = path.substr(path.rfind('/') + 1),
                                   .media_type = std::move(media_type),
                                   .bytes = std::move(*bytes),
                                   .size = size,
                                   .description = std::move(description)});
    return true;
}
}  // namespace channels::archive
