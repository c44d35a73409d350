// Ajar in the terminal.
#include "cli/program.h"

int main(int argc, char** argv) {
  return ajar::cli::run_program(argc, argv);
}
