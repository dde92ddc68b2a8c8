module dev.pullback.kernels {}
