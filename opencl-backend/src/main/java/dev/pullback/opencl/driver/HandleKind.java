package dev.pullback.opencl.driver;

/** The kinds of OpenCL object that a driver creates and must release, each with the status for a handle that is none. */
public enum HandleKind {
    CONTEXT("clReleaseContext", ClStatus.INVALID_CONTEXT),
    QUEUE("clReleaseCommandQueue", ClStatus.INVALID_COMMAND_QUEUE),
    BUFFER("clReleaseMemObject", ClStatus.INVALID_MEM_OBJECT),
    PROGRAM("clReleaseProgram", ClStatus.INVALID_PROGRAM),
    KERNEL("clReleaseKernel", ClStatus.INVALID_KERNEL),
    EVENT("clReleaseEvent", ClStatus.INVALID_EVENT);

    private final String releaseCall;
    private final int invalid;

    HandleKind(String releaseCall, int invalid) {
        this.releaseCall = releaseCall;
        this.invalid = invalid;
    }

    String releaseCall() {
        return releaseCall;
    }

    int invalid() {
        return invalid;
    }
}
