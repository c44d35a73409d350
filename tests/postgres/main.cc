// A PostgreSQL server for tests and benches that are not in C++: prints its address, and stops when
// its input ends.
#include <cstdio>
#include <cstring>

#include "tests/postgres/server.h"

int main(int argc, char** argv) {
  const bool durable = argc > 1 && std::strcmp(argv[1], "--durable") == 0;
  const auto server = ajar::testing::PostgresServer::start(durable);
  if (!server) return 1;
  std::printf("%s\n", server->url("hub").c_str());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  return 0;
}
