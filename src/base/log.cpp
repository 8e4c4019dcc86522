#include "base/log.hpp"

#include <boost/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/time.hpp"

namespace logging {
namespace {
thread_local std::string trace;
std::atomic<Level> lowest = Level::info;

spdlog::logger& sink() {
    static auto logger = [] {
        auto made = spdlog::stderr_logger_mt("rapport");
        made->set_pattern("%v");
        made->set_level(spdlog::level::trace);
        return made;
    }();
    return *logger;
}

std::string_view label(Level level) {
    static constexpr std::string_view labels[] = {"debug", "info", "warning", "error"};
    return labels[static_cast<std::size_t>(level)];
}
}  // namespace

void threshold(Level level) {
    lowest = level;
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (level < lowest.load()) return;
    boost::json::object line{
        {"time", SystemClock{}.now().rfc3339()}, {"level", label(level)}, {"event", event}};
    if (!trace.empty()) line["trace"] = trace;
    for (const auto& [key, value] : fields) line[key] = value;
    sink().info(boost::json::serialize(line));
}

Trace::Trace(std::string id) : before_(std::exchange(trace, std::move(id))) {}

Trace::~Trace() {
    trace = std::move(before_);
}

const std::string& Trace::current() {
    return trace;
}
}  // namespace logging
