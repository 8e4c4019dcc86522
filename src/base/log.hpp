#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

// One JSON line an entry on standard error: time, level, event, trace id and the fields given. Nothing
// personal at level info and above. Safe from any thread.
namespace logging {
enum class Level { debug, info, warning, error };
using Field = std::pair<std::string_view, std::string>;

void threshold(Level);
void write(Level, std::string_view event, std::initializer_list<Field> fields = {});

inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::error, event, fields);
}

// While it lives, every entry of this thread carries this trace id.
class Trace {
public:
    explicit Trace(std::string id);
    ~Trace();
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;
    static const std::string& current();

private:
    std::string before_;
};
}  // namespace logging
