"""Algorithms of the direct and the transposed convolution, and which layer takes which.

`convviz.engine.convolve.choose_algorithm` chooses by shape alone, from the number of values each algorithm has to move
in memory. Layers are per group; k0 is the height of the kernel, p the number of positions of a row of the output.

======================  ==================================================  ============================================
Algorithm               Taken by                                            Reason
======================  ==================================================  ============================================
`small_im2col`          fewer than 2^13 values in the im2col matrix         cutting it up would cost more than it saves
`banded`                at most k0 filters, at most 128 values under a      copies each row once per kernel column,
                        kernel row, stride 1 along the last axes:           writes no partial sums; the zeros it
                        depthwise layers, one channel                       multiplies stay few
`accumulated_im2col`    twice as many values under a kernel row as          copies k0 times fewer values than im2col;
                        filters, stride 1 along the first axis:             adds k0 partial products
                        64 → 64 and deeper
`im2col`                kernels of one tap, which need no copy; any         the reference: one product of matrices,
                        other layer with fewer filters than taps            taken where copying is cheap beside it
`row_im2col`            more filters than taps, p of at least 96:           copying takes as long as multiplying, so
                        the first layer of a network, 3 → 64                two threads share both
`tiled_im2col`          the same with shorter rows, or dilation along       as row_im2col, but a tile holds several rows
                        the first axis
`subpixel`              every transposed layer                              one direct convolution for all phases of the
                                                                            stride; no inserted zero is multiplied
======================  ==================================================  ============================================

All of them return the same values: exactly, for integers (in float64 while every sum stays below 2^53, else in int64),
and up to the order of summation for floats. `scratch` holds the memory that is reused between calls, `threads` the
second thread.

Measured times (bench/RESULTS.md, 2 cores, float32, milliseconds of one call):

=================================  ====================  =======  =======  ======
Layer                              Algorithm             convviz  PyTorch  SciPy
=================================  ====================  =======  =======  ======
dense 3 → 64, 224 × 224, k 3       `row_im2col`             2.27     2.61     131
dense 64 → 64, 56 × 56, k 3        `accumulated_im2col`     3.60     1.99     251
pointwise 64 → 64, 56 × 56         `im2col`                 0.48     0.43     163
depthwise 64, 56 × 56, k 3         `banded`                 1.07     0.33     4.6
one channel, 512 × 512, k 3        `banded`                 0.95     2.08     5.9
one channel, 512 × 512, k 15       `banded`                 2.60     13.5      64
transposed 64 → 32, 28 × 28, k 4   `subpixel`, `im2col`     1.37     0.65       –
one channel, 5 × 5, k 3            `small_im2col`           0.04     0.01       –
=================================  ====================  =======  =======  ======

Who needs the speed: the layers on whole pictures and the tests, which compare thousands of random layers. A player of
5 × 5 cells would do with plain loops, which take 0.008 ms there.

Why not SciPy: `scipy.ndimage.correlate` works on one pair of channels at a time and is 4 times (depthwise) to 340 times
(pointwise) slower in the table above; it has neither groups nor a transposed form. `scipy.signal.fftconvolve` computes
every position whatever the stride, and rounds: integers would not come out exact, so that a recorded step would differ
from the output it is part of. Both would add a dependency larger than convviz itself.
"""
