#include "bench/apart.hpp"

#include <fstream>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.hpp"

namespace bench {
namespace {
double cpu_by(clockid_t clock) {
    timespec at{};
    if (::clock_gettime(clock, &at) != 0) return 0;
    return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) / 1e9;
}

// A figure in kB from /proc/PID/status.
double status_mb(const std::string& process, std::string_view key) {
    std::ifstream in("/proc/" + process + "/status");
    for (std::string row; std::getline(in, row);)
        if (row.starts_with(key)) return std::stod(row.substr(key.size())) / 1024;
    return 0;
}

[[noreturn]] void live_as_child(int descriptor, const std::function<void(Line&)>& work) {
    int code = 0;
    Line line(descriptor);
    try {
        work(line);
    } catch (const std::exception& error) {
        code = 1;
        line.send(json::object{{"error", error.what()}});
    }
    std::fflush(stdout);
    ::_exit(code);
}
}  // namespace

Line::~Line() {
    ::close(descriptor_);
}

void Line::send(const json::value& value) {
    auto bytes = json::serialize(value) + "\n";
    for (std::string_view rest = bytes; !rest.empty();) {
        auto sent = ::send(descriptor_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
}

json::object Line::receive() {
    std::array<char, 4096> part;
    while (waiting_.find('\n') == waiting_.npos) {
        auto got = ::read(descriptor_, part.data(), part.size());
        if (got <= 0) throw Error{Code::internal, "A process of the benchmark ended before it was done."};
        waiting_.append(part.data(), static_cast<std::size_t>(got));
    }
    auto end = waiting_.find('\n');
    auto value = json::parse(std::string_view(waiting_).substr(0, end)).value_or(json::object{});
    waiting_.erase(0, end + 1);
    if (auto error = json::text(value, "error"); !error.empty()) throw Error{Code::internal, error};
    return value.as_object();
}

void Line::wait_for_end() {
    char ignored = 0;
    while (::read(descriptor_, &ignored, 1) > 0) continue;
}

Apart::Apart(const std::function<void(Line&)>& work) {
    std::array<int, 2> ends{};
    std::fflush(stdout);
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0 || (process_ = ::fork()) < 0)
        throw Error{Code::unavailable, "The benchmark could not start a process of its own."};
    if (process_ == 0) {
        ::close(ends[0]);
        live_as_child(ends[1], work);
    }
    ::close(ends[1]);
    line_ = std::make_unique<Line>(ends[0]);
}

Apart::~Apart() {
    line_.reset();
    ::waitpid(process_, nullptr, 0);
}

json::object measure_apart(const std::function<json::object()>& work) {
    Apart child([&](Line& line) { line.send(work()); });
    return child.line().receive();
}

double cpu_of(pid_t process) {
    clockid_t clock{};
    return ::clock_getcpuclockid(process, &clock) == 0 ? cpu_by(clock) : 0;
}

double own_cpu() {
    return cpu_by(CLOCK_PROCESS_CPUTIME_ID);
}

double resident_mb(pid_t process) {
    return status_mb(std::to_string(process), "VmRSS:");
}

void begin_peak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

double peak_mb() {
    return status_mb("self", "VmHWM:");
}
}  // namespace bench
