package dev.pullback.opencl.driver;

/** The questions asked about a device. Those named after a vendor may only be put where its extension is listed. */
public enum DeviceInfo {
    TYPE(0x1000),
    VENDOR_ID(0x1001),
    MAX_COMPUTE_UNITS(0x1002),
    MAX_WORK_GROUP_SIZE(0x1004),
    MAX_WORK_ITEM_SIZES(0x1005),
    PREFERRED_VECTOR_WIDTH_FLOAT(0x100A),
    MAX_CLOCK_FREQUENCY(0x100C),
    ADDRESS_BITS(0x100D),
    MAX_MEM_ALLOC_SIZE(0x1010),
    MEM_BASE_ADDR_ALIGN(0x1019),
    SINGLE_FP_CONFIG(0x101B),
    GLOBAL_MEM_CACHE_SIZE(0x101E),
    GLOBAL_MEM_SIZE(0x101F),
    LOCAL_MEM_TYPE(0x1022),
    LOCAL_MEM_SIZE(0x1023),
    ENDIAN_LITTLE(0x1026),
    AVAILABLE(0x1027),
    COMPILER_AVAILABLE(0x1028),
    NAME(0x102B),
    VENDOR(0x102C),
    DRIVER_VERSION(0x102D),
    VERSION(0x102F),
    EXTENSIONS(0x1030),
    DOUBLE_FP_CONFIG(0x1032),
    HOST_UNIFIED_MEMORY(0x1035),
    NATIVE_VECTOR_WIDTH_FLOAT(0x103A),
    OPENCL_C_VERSION(0x103D),
    /** With {@code cl_nv_device_attribute_query}. */
    NVIDIA_COMPUTE_CAPABILITY_MAJOR(0x4000),
    NVIDIA_COMPUTE_CAPABILITY_MINOR(0x4001),
    /** With {@code cl_amd_device_attribute_query}: the name on the box, where NAME is the chip's. */
    AMD_BOARD_NAME(0x4038);

    private final int code;

    DeviceInfo(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
