#pragma once
#include <fstream>
#include <string>
#include <vector>

#include "server/settings.hpp"

// What the program can be told to do. Each returns its exit code: 0 done, 1 failed, 2 wrong usage; what
// goes wrong is thrown as Error with a sentence for the person at the terminal.
namespace server {

int serve(const Settings&);
int demo(const std::string& listen, double speed);
int migrate(const Settings&);
int doctor(const Settings&);

struct MemberCommand {
    std::string action, email, name, role = "agent", workspace;
};
int member(const Settings&, const MemberCommand&);

struct ImportCommand {
    std::string format, workspace, columns, owner;
    std::vector<std::string> files;
    bool dry_run = false;
};
// `import` and `export` are words of C++, and clang-format believes it.
int import_(const Settings&, const ImportCommand&);
int export_(const Settings&, const std::string& workspace, const std::string& out);
int backup(const Settings&, const std::string& to);
int restore(const Settings&, const std::string& from);
int channel(const Settings&, const std::string& workspace);
int inspect(const std::string& kind, const std::vector<std::string>& files);
int openapi(const std::string& out);

// Written in bench/, which stands on this library.
struct BenchCommand {
    std::vector<std::string> names;
    std::string sizes, posts, database, data;  // empty: as each benchmark has it
    int runs = 5, connections = 8;
    double seconds = 1;
    bool json = false;
};
int bench(const BenchCommand&);
std::string bench_names();               // a line each, for --help
bool is_bench_name(const std::string&);  // "all" too

// Files that a command line names: opened, or an Error that names the file, the reason and the remedy.
std::ifstream readable(const std::string& file);
std::ofstream writable(const std::string& file);
// Closes it; throws when not all could be written.
void finish(std::ofstream&, const std::string& file);

// Blocks until the program is told to end (SIGINT, SIGTERM). Call it before any thread is started.
class Signals {
public:
    Signals();
    void wait();
};

}  // namespace server
