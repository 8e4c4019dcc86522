#include "server/settings.hpp"

#include <charconv>
#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"

namespace server {
const std::vector<SettingRow>& setting_rows() {
    static const std::vector<SettingRow> rows = {
        {"--data", "RAPPORT_DATA", "rapport-data",
         "Directory for the database, files and the key; made when missing"},
        {"--database", "RAPPORT_DATABASE", "",
         "postgres:// URL; SQLite in the data directory when not given"},
        {"--listen", "RAPPORT_LISTEN", "127.0.0.1:8080", "HOST:PORT to serve on"},
        {"--key-file", "RAPPORT_KEY_FILE", "",
         "Key that seals secrets; secret.key in the data directory when not given"},
        {"--allow-range", "RAPPORT_ALLOW_RANGES", "",
         "Private address ranges that channels may reach, comma-separated, as 10.1.2.0/24"},
        {"--trusted-proxy", "RAPPORT_TRUSTED_PROXIES", "",
         "Addresses of reverse proxies whose X-Forwarded-For counts, comma-separated"},
        {"--ca-file", "RAPPORT_CA_FILE", "",
         "Certificates trusted besides the system's, for servers of your own"},
        {"--workers", "RAPPORT_WORKERS", "4", "Threads that answer requests"},
        {"--max-import", "RAPPORT_MAX_IMPORT", "4096", "MiB that an archive uploaded in the page may have"},
        {"--log-level", "RAPPORT_LOG_LEVEL", "info", "debug, info, warning or error"},
    };
    return rows;
}

Address address(const std::string& listen) {
    auto colon = listen.rfind(':');
    auto wrong = [&] {
        return Error{Code::bad_request,
                     fmt::format("--listen {}: write it as HOST:PORT, for example 127.0.0.1:8080.", listen)};
    };
    if (colon == listen.npos) throw wrong();
    auto host = listen.substr(0, colon), port = listen.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    unsigned value = 0;
    auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), value);
    if (error != std::errc{} || end != port.data() + port.size() || value > 65'535) throw wrong();
    return {host.empty() ? "0.0.0.0" : host, static_cast<std::uint16_t>(value)};
}

std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string word; std::getline(in, word, ',');)
        if (!word.empty()) out.push_back(word);
    return out;
}
}  // namespace server
