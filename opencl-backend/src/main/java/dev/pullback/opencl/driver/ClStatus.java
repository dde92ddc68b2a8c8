package dev.pullback.opencl.driver;

/** Names and advice for OpenCL status codes, the same ones whichever binding reported them. */
public final class ClStatus {
    public static final int SUCCESS = 0;
    public static final int DEVICE_NOT_FOUND = -1;
    public static final int DEVICE_NOT_AVAILABLE = -2;
    public static final int MEM_OBJECT_ALLOCATION_FAILURE = -4;
    public static final int OUT_OF_RESOURCES = -5;
    public static final int OUT_OF_HOST_MEMORY = -6;
    public static final int PROFILING_INFO_NOT_AVAILABLE = -7;
    public static final int EXEC_STATUS_ERROR = -14;
    public static final int INVALID_VALUE = -30;
    public static final int INVALID_PLATFORM = -32;
    public static final int INVALID_DEVICE = -33;
    public static final int INVALID_CONTEXT = -34;
    public static final int INVALID_COMMAND_QUEUE = -36;
    public static final int INVALID_HOST_PTR = -37;
    public static final int INVALID_MEM_OBJECT = -38;
    public static final int INVALID_PROGRAM = -44;
    public static final int INVALID_KERNEL = -48;
    public static final int INVALID_ARG_SIZE = -51;
    public static final int INVALID_WORK_DIMENSION = -53;
    public static final int INVALID_WORK_GROUP_SIZE = -54;
    public static final int INVALID_EVENT = -58;
    public static final int INVALID_OPERATION = -59;
    public static final int INVALID_BUFFER_SIZE = -61;
    public static final int INVALID_GLOBAL_WORK_SIZE = -63;
    /** What an ICD loader answers when it knows no platform at all: for us an empty list, not a failure. */
    public static final int PLATFORM_NOT_FOUND = -1001;
    /** Undocumented, from NVIDIA's driver: a kernel touched memory that is not its own. */
    public static final int NVIDIA_ILLEGAL_ACCESS = -9999;

    private static final String[] RUNTIME_NAMES = {
        "CL_SUCCESS",
        "CL_DEVICE_NOT_FOUND",
        "CL_DEVICE_NOT_AVAILABLE",
        "CL_COMPILER_NOT_AVAILABLE",
        "CL_MEM_OBJECT_ALLOCATION_FAILURE",
        "CL_OUT_OF_RESOURCES",
        "CL_OUT_OF_HOST_MEMORY",
        "CL_PROFILING_INFO_NOT_AVAILABLE",
        "CL_MEM_COPY_OVERLAP",
        "CL_IMAGE_FORMAT_MISMATCH",
        "CL_IMAGE_FORMAT_NOT_SUPPORTED",
        "CL_BUILD_PROGRAM_FAILURE",
        "CL_MAP_FAILURE",
        "CL_MISALIGNED_SUB_BUFFER_OFFSET",
        "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST",
        "CL_COMPILE_PROGRAM_FAILURE",
        "CL_LINKER_NOT_AVAILABLE",
        "CL_LINK_PROGRAM_FAILURE",
        "CL_DEVICE_PARTITION_FAILED",
        "CL_KERNEL_ARG_INFO_NOT_AVAILABLE",
    };

    private static final int FIRST_USAGE_CODE = -30;

    private static final String[] USAGE_NAMES = {
        "CL_INVALID_VALUE",
        "CL_INVALID_DEVICE_TYPE",
        "CL_INVALID_PLATFORM",
        "CL_INVALID_DEVICE",
        "CL_INVALID_CONTEXT",
        "CL_INVALID_QUEUE_PROPERTIES",
        "CL_INVALID_COMMAND_QUEUE",
        "CL_INVALID_HOST_PTR",
        "CL_INVALID_MEM_OBJECT",
        "CL_INVALID_IMAGE_FORMAT_DESCRIPTOR",
        "CL_INVALID_IMAGE_SIZE",
        "CL_INVALID_SAMPLER",
        "CL_INVALID_BINARY",
        "CL_INVALID_BUILD_OPTIONS",
        "CL_INVALID_PROGRAM",
        "CL_INVALID_PROGRAM_EXECUTABLE",
        "CL_INVALID_KERNEL_NAME",
        "CL_INVALID_KERNEL_DEFINITION",
        "CL_INVALID_KERNEL",
        "CL_INVALID_ARG_INDEX",
        "CL_INVALID_ARG_VALUE",
        "CL_INVALID_ARG_SIZE",
        "CL_INVALID_KERNEL_ARGS",
        "CL_INVALID_WORK_DIMENSION",
        "CL_INVALID_WORK_GROUP_SIZE",
        "CL_INVALID_WORK_ITEM_SIZE",
        "CL_INVALID_GLOBAL_OFFSET",
        "CL_INVALID_EVENT_WAIT_LIST",
        "CL_INVALID_EVENT",
        "CL_INVALID_OPERATION",
        "CL_INVALID_GL_OBJECT",
        "CL_INVALID_BUFFER_SIZE",
        "CL_INVALID_MIP_LEVEL",
        "CL_INVALID_GLOBAL_WORK_SIZE",
        "CL_INVALID_PROPERTY",
        "CL_INVALID_IMAGE_DESCRIPTOR",
        "CL_INVALID_COMPILER_OPTIONS",
        "CL_INVALID_LINKER_OPTIONS",
        "CL_INVALID_DEVICE_PARTITION_COUNT",
        "CL_INVALID_PIPE_SIZE",
        "CL_INVALID_DEVICE_QUEUE",
        "CL_INVALID_SPEC_ID",
        "CL_MAX_SIZE_RESTRICTION_EXCEEDED",
    };

    private ClStatus() {}

    /** The name in the OpenCL headers, or {@code "unknown status"} for a code that no header lists. */
    public static String name(int code) {
        if (code <= 0 && -code < RUNTIME_NAMES.length) {
            return RUNTIME_NAMES[-code];
        }
        int usage = FIRST_USAGE_CODE - code;
        if (usage >= 0 && usage < USAGE_NAMES.length) {
            return USAGE_NAMES[usage];
        }
        return switch (code) {
            case PLATFORM_NOT_FOUND -> "CL_PLATFORM_NOT_FOUND_KHR";
            case NVIDIA_ILLEGAL_ACCESS -> "NVIDIA illegal memory access";
            default -> "unknown status";
        };
    }

    /** What to do about a failure, where the code alone allows advice; else an empty string. */
    public static String hint(int code) {
        return switch (code) {
            case DEVICE_NOT_AVAILABLE -> "another process may hold the device, or its driver needs a restart";
            case -3 -> "this platform cannot compile OpenCL C: install its compiler package, or choose another device";
            case MEM_OBJECT_ALLOCATION_FAILURE, OUT_OF_HOST_MEMORY, INVALID_BUFFER_SIZE ->
                "the device has no room for this: use a smaller batch, or close buffers that are no longer needed";
            case OUT_OF_RESOURCES ->
                "the device ran out of memory or registers, or an earlier kernel failed on it: use a smaller batch";
            case PROFILING_INFO_NOT_AVAILABLE ->
                "only events of a queue made for profiling carry times, and only once they are complete";
            case -45, -46 -> "the program holds no such kernel: compare the name with the source";
            case -52 -> "every argument of a kernel must be set before it is enqueued";
            case INVALID_WORK_GROUP_SIZE ->
                "each global size must be a multiple of the local size, and the group within the kernel's limit";
            case INVALID_COMMAND_QUEUE, EXEC_STATUS_ERROR, NVIDIA_ILLEGAL_ACCESS ->
                "an earlier kernel failed on the device; nothing more can run there until the backend is opened anew";
            case PLATFORM_NOT_FOUND -> "no OpenCL driver is installed";
            default -> "";
        };
    }
}
