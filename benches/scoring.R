# The baseline of `./bench scoring`: the same key in vectorised R, from memory and from file to file.
# Rscript --vanilla benches/scoring.R TABLE OUT prints {"memory":ms,"file":ms,"rows":n}.
asked <- commandArgs(trailingOnly = TRUE)
anxiety <- 1:18
avoidance <- 19:36
turned <- c(9, 11, 20, 22, 26:31, 33:36)

scale_of <- function(answers, items) {
  part <- answers[, items]
  score <- rowMeans(part, na.rm = TRUE)
  score[rowSums(is.na(part)) > 0.2 * length(items)] <- NA
  score
}
scores_of <- function(answers) {
  answers[, turned] <- 8 - answers[, turned]
  cbind(avoidance = scale_of(answers, avoidance), anxiety = scale_of(answers, anxiety))
}
median_ms <- function(runs, work) {
  times <- replicate(runs, {
    gc(FALSE)
    began <- Sys.time()
    work()
    1000 * as.numeric(difftime(Sys.time(), began, units = "secs"))
  })
  median(times)
}

answers <- as.matrix(read.csv(asked[1]))
storage.mode(answers) <- "double"
memory <- median_ms(9, function() scores_of(answers))
file <- median_ms(3, function() {
  write.csv(scores_of(as.matrix(read.csv(asked[1]))), asked[2], row.names = FALSE, quote = FALSE)
})
cat(sprintf('{"memory":%.6f,"file":%.6f,"rows":%d}\n', memory, file, nrow(answers)))
