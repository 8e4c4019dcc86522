#pragma once
#include "channels/archive.hpp"

// One opener a format; formats.cpp lists them.
namespace channels::archive {

std::unique_ptr<Archive> open_posts_csv(const std::vector<std::string>& files, const ArchiveOptions&);
Preview preview_posts_csv(const std::string& file);
std::unique_ptr<Archive> open_x_archive(const std::vector<std::string>& files, const ArchiveOptions&);
std::unique_ptr<Archive> open_mastodon_outbox(const std::vector<std::string>& files, const ArchiveOptions&);
std::unique_ptr<Archive> open_mbox(const std::vector<std::string>& files, const ArchiveOptions&);

}  // namespace channels::archive
