package dev.pullback.opencl.driver;

/** What a built kernel needs and allows on one device; each answer is one number. */
public enum WorkGroupInfo {
    /** The largest work-group this kernel can run in; may be below the device's limit. */
    WORK_GROUP_SIZE(0x11B0),
    /** Bytes of local memory per group, the arguments set so far included. */
    LOCAL_MEM_SIZE(0x11B2),
    PREFERRED_WORK_GROUP_SIZE_MULTIPLE(0x11B3),
    /** Bytes of private memory per work-item; above zero on a GPU it often means spilled registers. */
    PRIVATE_MEM_SIZE(0x11B4);

    private final int code;

    WorkGroupInfo(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
