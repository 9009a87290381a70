"""Writes files of every import format with random content, and beside them what NumPy and Pillow read from them.

Argument: a folder. Every case gets `<case>/files/…`, and `<case>/expected.u8` [examples, h, w, c] unless it is to be
refused; one JSON line a case tells the rest. Every example is the only one of its class, so that its row can be found.
"""

import gzip
import io
import json
import os
import struct
import sys
import zipfile

import numpy as np
from PIL import Image, ImageOps

out = sys.argv[1]
random = np.random.default_rng(20)
N, H, W = 6, 7, 9


def case(name, form, files, pixels, point="", classes=None, splits=None, tolerance=0, refused=None):
    folder = os.path.join(out, name)
    for path, data in files.items():
        place = os.path.join(folder, "files", path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(data)
    told = {"name": name, "format": form, "point": point, "tolerance": tolerance, "refused": refused}
    if refused is None:
        pixels = np.stack(pixels) if isinstance(pixels, list) else pixels
        pixels = pixels[..., None] if pixels.ndim == 3 else pixels
        assert pixels.dtype == np.uint8
        pixels.tofile(os.path.join(folder, "expected.u8"))
        told["shape"] = list(pixels.shape[1:])
        told["classes"] = classes or [str(at) for at in range(len(pixels))]
        told["splits"] = splits
    print(json.dumps(told))


def images(*shape):
    return random.integers(0, 256, shape, dtype=np.uint8)


def npy(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version)
    return file.getvalue()


def npz(compressed=False, **arrays):
    file = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(file, **arrays)
    return file.getvalue()


def loaded(data, name="images"):
    return np.load(io.BytesIO(data))[name]


def rounded(values):
    return np.floor(values.astype(np.float64) + 0.5).astype(np.uint8)


def numpy_cases():
    labels = np.arange(N)
    grey = images(N, H, W)
    for dtype in ["u1", "u2", "i4", "i8", "f2", "f4", "f8"]:
        data = npz(images=grey.astype("<" + dtype), labels=labels)
        case(f"npz-{dtype}", "npz", {"a.npz": data}, rounded(loaded(data)), "a.npz")
    for dtype in ["f2", "f4", "f8"]:
        data = npz(True, images=random.random((N, H, W)).astype("<" + dtype), labels=labels)
        expected = rounded(loaded(data).astype(np.float64) * 255)
        case(f"npz-{dtype}-from-0-to-1", "npz", {"a.npz": data}, expected, "a.npz")
    data = npz(images=grey > 127, labels=labels)
    case("npz-truth-values", "npz", {"a.npz": data}, loaded(data).astype(np.uint8) * 255, "a.npz")
    for shape in [(N, H, W, 1), (N, H, W, 3)]:
        data = npz(images=images(*shape), labels=labels.reshape(N, 1))
        case(f"npz-{'x'.join(map(str, shape))}", "npz", {"a.npz": data}, loaded(data), "a.npz")
    data = npz(images=images(N, 3, H, W), labels=labels)
    case("npz-channels-first", "npz", {"a.npz": data}, np.ascontiguousarray(np.moveaxis(loaded(data), 1, 3)), "a.npz")
    for dtype in ["u1", "u2", "i4", "i8", "f4"]:
        data = npz(X=grey, y=labels[::-1].astype("<" + dtype))
        case(f"npz-labels-{dtype}", "npz", {"a.npz": data}, loaded(data, "X")[::-1].copy(), "a.npz")
    data = npz(x_train=grey[:4], y_train=labels[:4], x_test=grey[4:], y_test=labels[4:])
    case("npz-splits", "npz", {"a.npz": data}, grey, "a.npz", splits=["train"] * 4 + ["test"] * 2)
    for version in [(1, 0), (2, 0), (3, 0)]:
        files = {"X.npy": npy(grey, version), "y.npy": npy(labels, version)}
        case(f"npy-version-{version[0]}", "npz", files, np.load(io.BytesIO(files["X.npy"])))
    refused = {
        "fortran-order": (np.asfortranarray(grey), "Fortran"),
        "big-endian": (grey.astype(">i4"), "not read"),
        "complex": (grey.astype("<c8"), "not read"),
        "objects": (grey.astype(object), "pickled"),
    }
    for name, (array, words) in refused.items():
        file = io.BytesIO()
        np.save(file, array, allow_pickle=True)
        case(f"npy-{name}", "npz", {"X.npy": file.getvalue(), "y.npy": npy(labels)}, None, refused=words)


def idx(array):
    return struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def binary_cases():
    grey, labels = images(N, H, W), np.arange(N, dtype=np.uint8)
    parts = {"train": slice(0, 4), "t10k": slice(4, N)}
    for name, pack, ending in [("idx", bytes, ""), ("idx-gz", gzip.compress, ".gz")]:
        files = {}
        for part, rows in parts.items():
            files[f"{part}-images-idx3-ubyte{ending}"] = pack(idx(grey[rows]))
            files[f"{part}-labels-idx1-ubyte{ending}"] = pack(idx(labels[rows]))
        case(name, "idx", files, grey, splits=["train"] * 4 + ["test"] * 2)
    colour = images(N, 32, 32, 3)
    planes = np.moveaxis(colour, 3, 1).reshape(N, -1)
    ten = np.concatenate([labels[:, None], planes], 1)
    files = {"data_batch_1.bin": ten[:4].tobytes(), "test_batch.bin": ten[4:].tobytes()}
    names = [f"c{at}" for at in range(10)]
    files["batches.meta.txt"] = "\n".join(names).encode() + b"\n"
    case("cifar-10", "cifar", files, colour, classes=names[:N], splits=["train"] * 4 + ["test"] * 2)
    hundred = np.concatenate([labels[::-1, None], labels[:, None], planes], 1)
    files = {"train.bin": hundred[:4].tobytes(), "test.bin": hundred[4:].tobytes()}
    names = [f"f{at}" for at in range(100)]
    files["fine_label_names.txt"] = "\n".join(names).encode() + b"\n"
    case("cifar-100", "cifar", files, colour, classes=names[:N], splits=["train"] * 4 + ["test"] * 2)


def written(image, form, **options):
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def read(data, mode):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if image.mode == "I;16":
        return np.floor((np.asarray(image).astype(np.float64) + 128) / 257).astype(np.uint8)
    if image.mode in ("LA", "RGBA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image.convert("RGBA"))
    return np.asarray(image.convert(mode))


def smooth(mode):
    """What a photograph is to a lossy format: no noise that its halved colours would blur."""
    size = (24, 32)
    small = Image.fromarray(images(3, 4) if mode == "L" else images(3, 4, 3), mode)
    return small.resize(size, Image.Resampling.BICUBIC)


def picture(mode):
    if mode == "I;16":
        return Image.fromarray(random.integers(0, 65536, (H, W), dtype=np.uint16))
    channels = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}.get(mode)
    if channels:
        array = images(H, W, channels)
        return Image.fromarray(array[..., 0] if channels == 1 else array, mode)
    return Image.fromarray(images(H, W, 3), "RGB").convert(mode)


def folder_case(name, ending, make, mode="RGB", tolerance=0):
    data = [make() for _ in range(N)]
    files = {f"{at}/image.{ending}": item for at, item in enumerate(data)}
    case(name, "image-folder", files, [read(item, mode) for item in data], tolerance=tolerance)
    return files


def picture_cases():
    for mode, grey in [("1", True), ("L", True), ("LA", True), ("I;16", True), ("P", False), ("RGB", False), ("RGBA", False)]:
        name = f"png-{mode.replace(';', '-')}"
        # Transparent pixels are laid on white, rounded once here and otherwise there.
        slack = 1 if mode.endswith("A") else 0
        folder_case(name, "png", lambda: written(picture(mode), "PNG"), "L" if grey else "RGB", slack)
    for mode in ["L", "RGB", "P"]:
        folder_case(f"bmp-{mode}", "bmp", lambda: written(picture(mode), "BMP"), "L" if mode == "L" else "RGB")
    folder_case("pgm", "pgm", lambda: written(picture("L"), "PPM"), "L")
    folder_case("ppm", "ppm", lambda: written(picture("RGB"), "PPM"))
    folder_case("webp-lossless", "webp", lambda: written(picture("RGB"), "WEBP", lossless=True))
    folder_case("webp", "webp", lambda: written(smooth("RGB"), "WEBP", quality=90), tolerance=4)
    jpegs = {"444": {"subsampling": 0}, "420": {"subsampling": 2}, "progressive": {"progressive": True, "subsampling": 0}}
    for name, options in jpegs.items():
        make = lambda: written(smooth("RGB"), "JPEG", quality=92, **options)
        folder_case(f"jpeg-{name}", "jpg", make, tolerance=4)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        make = lambda: written(smooth("RGB"), "JPEG", quality=92, subsampling=0, exif=exif)
        folder_case(f"jpeg-exif-{orientation}", "jpg", make, tolerance=4)
    folder_case("jpeg-grey", "jpg", lambda: written(smooth("L"), "JPEG", quality=92), "L", 2)


def listed_cases():
    data = [written(picture("RGB"), "PNG") for _ in range(N)]
    pixels = [read(item, "RGB") for item in data]
    for name, packing in [("zip-stored", zipfile.ZIP_STORED), ("zip-deflated", zipfile.ZIP_DEFLATED)]:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", packing) as archive:
            for at, item in enumerate(data):
                archive.writestr(f"photos/{at}/ü {at}.png", item)
        case(name, "zip", {"a.zip": file.getvalue()}, pixels, "a.zip")
    classes = ['a "b"', "c,d", "é", "f", "g", "h"]
    splits = ["train", "train", "validation", "train", "test", "train"]
    rows = [f'"p/{at}.png","{name.replace(chr(34), chr(34) * 2)}",{split}' for at, (name, split) in enumerate(zip(classes, splits))]
    files = {f"p/{at}.png": item for at, item in enumerate(data)}
    table = "\r\n".join(["path,label,split", *rows, ""]).encode("utf-8-sig")
    case("csv", "csv", {"list.csv": table, **files}, pixels, "list.csv", classes, splits)
    files = {f"jpg/image_{at:04}.png": item for at, item in enumerate(data)}
    lists = {"train1.txt": [0, 1, 3, 5], "val1.txt": [2], "test1.txt": [4]}
    for name, members in lists.items():
        files[name] = "".join(f"image_{at:04} c{at}\n" for at in members).encode()
    names = [f"c{at}" for at in range(N)]
    case("bluebell", "bluebell", files, pixels, classes=names, splits=splits)


numpy_cases()
binary_cases()
picture_cases()
listed_cases()
