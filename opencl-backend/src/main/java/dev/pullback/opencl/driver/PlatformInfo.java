package dev.pullback.opencl.driver;

/** The questions asked about a platform. */
public enum PlatformInfo {
    VERSION(0x0901),
    NAME(0x0902),
    VENDOR(0x0903),
    EXTENSIONS(0x0904);

    private final int code;

    PlatformInfo(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
