#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace server {

// Everything that can be set, from flags and the environment; see the table in settings.cpp.
struct Settings {
    std::filesystem::path data = "rapport-data";
    std::string database;  // empty: SQLite in `data`
    std::string listen = "127.0.0.1:8080";
    std::string key_file;  // empty: data/secret.key
    std::vector<std::string> allowed_ranges, trusted_proxies;
    std::string extra_ca_file;
    int workers = 4;
    std::uint64_t max_import_mb = 4096;
    bool serves =
        false;  // this command runs the server, which there may be only one of on a SQLite directory
    std::string log_level = "info";
};

// One line of the table that --help and docs/settings.md are made from.
struct SettingRow {
    const char *flag, *variable, *fallback, *help;
};
const std::vector<SettingRow>& setting_rows();

// What can be seen to be wrong before anything is opened: throws Error{bad_request} at the flag.
void check(const Settings&);

struct Address {
    std::string host;
    std::uint16_t port = 0;
};
// "HOST:PORT", "[::1]:8080", ":8080"; throws Error{bad_request} at --listen.
Address address(const std::string& listen);
// Comma-separated words.
std::vector<std::string> words(const std::string& text);

}  // namespace server
