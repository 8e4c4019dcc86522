#include "server/settings.hpp"

#include <charconv>
#include <sstream>
#include <unistd.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "net/address.hpp"

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

void check(const Settings& s) {
    auto wrong = [](std::string_view flag, const std::string& value, std::string_view remedy) {
        return Error{Code::bad_request, fmt::format("{} {}: {}", flag, value, remedy)}.at(std::string(flag));
    };
    for (const auto& range : s.allowed_ranges)
        if (!net::AddressRange::parse(range))
            throw wrong("--allow-range", range, "write a range of addresses, as 10.1.2.0/24 or fc00::/7.");
    for (const auto& proxy : s.trusted_proxies)
        if (!net::AddressRange::parse(proxy))
            throw wrong("--trusted-proxy", proxy,
                        "write the address of the proxy, as 10.1.2.3 or 10.1.2.0/24.");
    if (!s.extra_ca_file.empty() && ::access(s.extra_ca_file.c_str(), R_OK) != 0)
        throw wrong("--ca-file", s.extra_ca_file,
                    "this file cannot be read; name one with certificates in PEM.");
    address(s.listen);
}

Address address(const std::string& listen) {
    auto colon = listen.rfind(':');
    auto wrong = [&] {
        return Error{Code::bad_request,
                     fmt::format("--listen {}: write it as HOST:PORT, for example 127.0.0.1:8080.", listen)}
            .at("--listen");
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
