"use strict";
// 督查: photos from the camera or the album, kept as they are: the server turns, shrinks and strips them and keeps
// the original's digest. Only what the server would refuse for its size is made smaller here.
(() => {
  const { h, store } = Inspect;
  const LONG_EDGE = 2400;
  const shown = new Map();

  async function shrunk(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONG_EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.9); });
  }

  // keeps the files on the device; answers with what the draft says of them
  async function add(files, draftKey, mostBytes) {
    const added = [];
    for (const file of files) {
      const small = file.size > mostBytes ? await shrunk(file) : file;
      const blob = new Blob([await small.arrayBuffer()], { type: small.type });
      const key = Inspect.draft.uuid(), name = file.name || "照片.jpg";
      await store.keepPhoto({ key, draft: draftKey, name, blob });
      added.push({ key, name, sent: false });
    }
    return added;
  }

  async function address(key) {
    if (!shown.has(key)) {
      const row = await store.photo(key);
      if (row) shown.set(key, URL.createObjectURL(row.blob));
    }
    return shown.get(key);
  }

  function picture(photo) {
    const image = h("img", { class: "photo", alt: photo.name, width: 88, height: 88 });
    address(photo.key).then((url) => { if (url) image.src = url; });
    return image;
  }

  // photos that no draft names any more
  async function sweep(drafts) {
    const named = new Set(drafts.flatMap((draft) => Inspect.draft.photosOf(draft)).map((photo) => photo.key));
    const left = (await store.photoKeys()).filter((key) => !named.has(key));
    if (left.length) await store.dropPhotos(left);
  }

  Inspect.photos = { add, picture, sweep };
})();
