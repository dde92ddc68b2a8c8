// gather_gpu.cl: rows of an [outer, length, inner] tensor by int32 index, out is [outer, count, inner], on a GPU. An
// index outside 0 .. length-1 is clamped to the nearest row, so nothing outside the tensor is read. length >= 1.
//
// Macros  T: uchar, uint or ulong, by the size of an element.
// Global  total = outer * count * inner rounded up to the local size; local: any one-dimensional size.

__kernel void gather_gpu(__global const T* restrict source, __global const int* restrict indices,
                         __global T* restrict out, const int length, const int count, const int inner,
                         const long total) {
    const long index = get_global_id(0);
    if (index < total) {
        const long row = index / inner, outer = row / count;
        const int at = clamp(indices[row - outer * count], 0, length - 1);
        out[index] = source[(outer * length + at) * inner + (index - row * inner)];
    }
}
